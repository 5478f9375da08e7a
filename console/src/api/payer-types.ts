// What the server answers about outside payers: their kinds, contracts, movements and statements. Money is an integer number of fen.
import type { Decided, StepAction } from './payment-types.js'

export interface PayerKind {
  readonly kind: string
  readonly name: string
  readonly movements: readonly { readonly kind: string; readonly name: string }[]
}
export interface PayerContract {
  readonly number: string
  readonly payer_kind: string
  readonly payer_kind_name: string
  readonly payer: string
  readonly employer_name: string | null
  readonly in_force: string
  readonly until: string
  readonly document: string
  readonly stage_name: string
}
export interface PayerMovement {
  readonly number: string
  readonly kind_name: string
  readonly unit: string
  readonly period: string
  readonly amount_fen: number
  readonly evidence: string
  readonly officer_name: string
  readonly stage_name: string
  readonly actions: readonly StepAction[]
}
export interface PayerContractDetail extends PayerContract, Decided {
  readonly terms: Readonly<Record<string, string | number>>
  readonly movements: readonly PayerMovement[]
}
export interface PayerStatement {
  readonly months: readonly {
    readonly month: string
    readonly bills: number
    readonly due_fen: number
    readonly advanced_fen: number
    readonly cleared_fen: number
    readonly open_fen: number
  }[]
  readonly due_fen: number
  readonly cleared_fen: number
  readonly open_fen: number
  readonly result: Readonly<Record<string, number>> | null
  readonly advance_left_fen: number
  readonly advance_due_fen: number | null
  readonly receivable_fen: number
}
export interface AccountTransfer {
  readonly number: string
  readonly direction_name: string
  readonly psn_no: string
  readonly person_name: string
  readonly unit: string
  readonly agency: string
  readonly document: string
  readonly happened_on: string
  readonly amount_fen: number
  readonly stage_name: string
  readonly payment: string | null
}
export type AccountTransferDetail = AccountTransfer & Decided
