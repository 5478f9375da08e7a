// The office's words for settlement lists, and the printed form's sections: which fields stand where.
export const STATES: ReadonlyMap<string, string> = new Map([
  ['uploaded', '未提交'],
  ['submitted', '待审核'],
  ['passed', '审核通过'],
  ['failed', '审核不通过'],
])

export const FOUND: ReadonlyMap<string, string> = new Map([
  ['errors', '有错误'],
  ['warnings', '有提示'],
  ['clean', '没有问题'],
])

export const REVIEWERS = '待遇经办岗'

export interface FormSection {
  readonly title: string
  readonly fields: readonly string[]
}

/** Fields of `setlinfo`, in the order of the printed form. */
export const SECTIONS: readonly FormSection[] = [
  {
    title: '一、基本信息',
    fields: [
      ...['psn_name', 'gend', 'brdy', 'age', 'nwb_age', 'ntly', 'naty', 'patn_cert_type', 'prfs', 'curr_addr', 'emp_name', 'emp_addr', 'poscode'],
      ...['coner_name', 'patn_rlts', 'coner_addr', 'hi_type', 'sp_psn_type', 'insuplc', 'nwb_adm_type', 'nwb_bir_wt', 'nwb_adm_wt'],
    ],
  },
  { title: '二、门诊慢特病诊疗信息', fields: ['opsp_diag_caty', 'opsp_mdtrt_date'] },
  {
    title: '三、住院诊疗信息',
    fields: [
      ...[
        'ipt_med_type',
        'adm_way',
        'trt_type',
        'adm_time',
        'adm_caty',
        'refldept_dept',
        'dscg_time',
        'dscg_caty',
        'act_ipt_days',
        'otp_wm_dise',
        'wm_dise_code',
      ],
      ...['otp_tcm_dise', 'tcm_dise_code', 'diag_code_cnt', 'oprn_oprt_code_cnt', 'vent_used_dura', 'pwcry_bfadm_coma_dura', 'pwcry_afadm_coma_dura'],
      ...['spga_nurscare_days', 'lv1_nurscare_days', 'scd_nurscare_days', 'lv3_nurscare_days', 'dscg_way', 'acp_medins_name', 'acp_optins_code'],
      ...['days_rinp_flag_31', 'days_rinp_pup_31', 'chfpdr_name', 'chfpdr_code', 'resp_nurs_code'],
    ],
  },
  {
    title: '四、医疗收费信息',
    fields: ['biz_sn', 'bill_code', 'bill_no', 'setl_begn_date', 'setl_end_date', 'psn_selfpay', 'psn_ownpay', 'acct_pay', 'psn_cashpay', 'hi_paymtd'],
  },
]

/** The tables below a section: node, title and columns. */
export const TABLES: readonly { readonly after: number; readonly node: string; readonly title: string; readonly columns: readonly string[] }[] = [
  { after: 1, node: 'opspdiseinfo', title: '门诊慢特病诊断', columns: ['diag_name', 'diag_code', 'oprn_oprt_name', 'oprn_oprt_code'] },
  { after: 2, node: 'diseinfo', title: '出院诊断', columns: ['diag_type', 'maindiag_flag', 'diag_name', 'diag_code', 'adm_cond_type'] },
  {
    after: 2,
    node: 'oprninfo',
    title: '手术及操作',
    columns: ['oprn_oprt_type', 'oprn_oprt_name', 'oprn_oprt_code', 'oprn_oprt_date', 'anst_way', 'oper_dr_name', 'oper_dr_code', 'anst_dr_name'],
  },
  { after: 2, node: 'icuinfo', title: '重症监护', columns: ['scs_cutd_ward_type', 'scs_cutd_inpool_time', 'scs_cutd_exit_time', 'scs_cutd_sum_dura'] },
  { after: 2, node: 'bldinfo', title: '输血', columns: ['bld_cat', 'bld_amt', 'bld_unt'] },
  { after: 3, node: 'iteminfo', title: '收费项目', columns: ['med_chrgitm', 'amt', 'claa_sumfee', 'clab_amt', 'fulamt_ownpay_amt', 'oth_amt'] },
  { after: 3, node: 'payinfo', title: '基金支付', columns: ['fund_pay_type', 'fund_payamt'] },
]
