// Reads a settlement back as the fact it is, with its layers, memo entries and account movement.
import type { SettlementFact } from './fact.js'

/** JSON of a row of `settlement` known as `t`; amounts and keys as texts. */
export const FACT_COLUMNS = `(jsonb_build_object(
  'settlement', t.settlement::text, 'cancels', t.cancels::text, 'scheme', t.scheme, 'area', t.area, 'provider', t.provider, 'place', t.place,
  'filing', t.filing, 'benefit', t.benefit, 'medType', t.med_type, 'level', t.level, 'benefitYear', t.benefit_year, 'admitted', t.admitted,
  'discharged', t.discharged, 'inForce', t.in_force, 'settledOn', t.settled_on, 'settledAt', to_char(t.settled_at, 'YYYY-MM-DD HH24:MI:SS'),
  'settlementType', t.settlement_type, 'admissionNumber', t.admission_number, 'chargeBatch', t.charge_batch, 'feeBatches', t.fee_batches::text[],
  'months', t.months, 'diagnosis', t.diagnosis, 'disease', t.disease, 'keys', t.counter_keys, 'amounts', t.counter_amounts::text[],
  'receipt', t.receipt, 'ruleHash', t.rule_hash, 'engine', t.engine, 'institutionMessage', t.institution_message)
  || jsonb_build_object('money', ARRAY[t.total_fen, t.in_scope_fen, t.item_pre_self_pay_fen, t.offsite_pre_self_pay_fen, t.above_standard_fen,
       t.out_of_catalogue_fen, t.deductible_due_fen, t.deductible_fen, t.fund_fen, t.hospital_fen, t.account_fen, t.family_account_fen, t.cash_fen,
       t.account_balance_fen]::text[],
  'layers', (SELECT json_agg(json_build_object('layer', l.layer, 'payer', l.payer, 'fund', l.fund, 'input', l.input_fen::text, 'paid', l.paid_fen::text,
       'left', l.left_fen::text, 'rule', l.rule, 'article', l.article, 'certainty', l.certainty, 'bound', l.bound) ORDER BY l.ordinal)
     FROM settlement_layer l WHERE l.person = t.person AND l.settlement = t.settlement),
  'entries', (SELECT json_agg(json_build_object('book', e.book, 'accounts', e.accounts, 'amounts', e.amounts::text[]) ORDER BY e.book)
     FROM memo_entry e WHERE e.person = t.person AND e.settlement = t.settlement),
  'movement', (SELECT json_build_array(sum(v.current_fen)::text, sum(v.history_fen)::text)
     FROM account_movement v WHERE v.person = t.person AND v.settlement = t.settlement),
  'family', (SELECT json_agg(json_build_array(v.person::text, v.current_fen::text, v.history_fen::text) ORDER BY v.movement)
     FROM account_movement v WHERE v.beneficiary = t.person AND v.settlement = t.settlement)))`

type Plain = Pick<
  SettlementFact,
  | 'scheme'
  | 'area'
  | 'provider'
  | 'place'
  | 'filing'
  | 'benefit'
  | 'medType'
  | 'level'
  | 'benefitYear'
  | 'admitted'
  | 'discharged'
  | 'inForce'
  | 'settledOn'
  | 'settledAt'
  | 'settlementType'
  | 'admissionNumber'
  | 'chargeBatch'
  | 'months'
  | 'diagnosis'
  | 'disease'
  | 'receipt'
  | 'ruleHash'
  | 'engine'
  | 'institutionMessage'
>

export interface FactJson extends Plain {
  readonly settlement: string
  readonly cancels: string | null
  readonly feeBatches: readonly string[]
  readonly keys: readonly string[]
  readonly amounts: readonly string[]
  readonly money: readonly string[]
  readonly layers: readonly (Omit<SettlementFact['layers'][number], 'input' | 'paid' | 'left'> & { input: string; paid: string; left: string })[] | null
  readonly entries: readonly { book: string; accounts: string[]; amounts: string[] }[] | null
  readonly movement: readonly [string | null, string | null]
  readonly family: readonly (readonly [string, string, string])[] | null
}

export function factOf(json: FactJson): SettlementFact {
  const { settlement: _number, keys, amounts, money, ...plain } = json
  const [current, history] = json.movement
  return {
    ...plain,
    ...moneyOf(money),
    cancels: json.cancels === null ? null : BigInt(json.cancels),
    feeBatches: json.feeBatches.map(BigInt),
    counters: Object.fromEntries(keys.map((key, index) => [key, BigInt(amounts[index] ?? '0')])),
    layers: (json.layers ?? []).map((layer) => ({ ...layer, input: BigInt(layer.input), paid: BigInt(layer.paid), left: BigInt(layer.left) })),
    entries: (json.entries ?? []).map((entry) => ({ ...entry, amounts: entry.amounts.map(BigInt) })),
    movement: current === null || history === null ? null : { current: BigInt(current), history: BigInt(history) },
    family: (json.family ?? []).map(([owner, ownCurrent, ownHistory]) => ({ owner: BigInt(owner), current: BigInt(ownCurrent), history: BigInt(ownHistory) })),
  }
}

function moneyOf(texts: readonly string[]) {
  const at = (index: number): bigint => BigInt(texts[index] ?? '0')
  return {
    total: at(0),
    inScope: at(1),
    itemPreSelfPay: at(2),
    offsitePreSelfPay: at(3),
    aboveStandard: at(4),
    outOfCatalogue: at(5),
    deductibleDue: at(6),
    deductible: at(7),
    fund: at(8),
    hospital: at(9),
    account: at(10),
    familyAccount: at(11),
    cash: at(12),
    accountBalance: at(13),
  }
}
