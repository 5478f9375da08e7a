// Kinds of care, as the filter offers them.
export const BENEFITS = [
  { kind: 'inpatient', name: '住院' },
  { kind: 'outpatient', name: '普通门诊' },
  { kind: 'pharmacy', name: '药店购药' },
  { kind: 'emergency', name: '急诊' },
  { kind: 'chronic_outpatient', name: '门诊慢性病' },
  { kind: 'special_outpatient', name: '门诊特殊病' },
  { kind: 'two_diseases_outpatient', name: '两病门诊' },
  { kind: 'birth', name: '生育' },
  { kind: 'day_surgery', name: '日间手术' },
  { kind: 'special_drug', name: '特药' },
] as const
