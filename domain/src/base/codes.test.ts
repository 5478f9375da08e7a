import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BusinessCodeKind, businessCodeFault, kindsOfCode, partsOfCode } from './business-code.js'
import { certificateFault } from './certificate.js'
import { creditCheck, creditCodeFault } from './credit-code.js'
import { inFull, mayBePersonal, residentCheck, residentIdFault } from './resident-id.js'

const TODAY = '2026-03-20'
/** Area code 00 belongs to nobody. */
const BODY = '00000119900307001'

test('a resident identity number has 18 characters, a date of birth and a check character', () => {
  const right = BODY + residentCheck(BODY)
  assert.equal(residentIdFault(right, TODAY), undefined)
  assert.equal(residentIdFault(right.toLowerCase(), TODAY), undefined)
  const wrongCheck = BODY + (right.endsWith('0') ? '1' : '0')
  assert.match(residentIdFault(wrongCheck, TODAY) ?? '', /校验位/)
  assert.match(residentIdFault(right.slice(1), TODAY) ?? '', /18位/)
  assert.match(residentIdFault(`${right}1`, TODAY) ?? '', /18位/)
  assert.match(residentIdFault(`${BODY.slice(0, 16)}A0`, TODAY) ?? '', /前17位/)
  const noDay = '00000119900231001'
  assert.match(residentIdFault(noDay + residentCheck(noDay), TODAY) ?? '', /出生日期/)
  const tomorrow = '00000120260321001'
  assert.match(residentIdFault(tomorrow + residentCheck(tomorrow), TODAY) ?? '', /出生日期/)
  const today = '00000120260320001'
  assert.equal(residentIdFault(today + residentCheck(today), TODAY), undefined)
})

test('a number of 15 digits gets its century and check character; a fault never quotes the number', () => {
  const old = '000001900307001'
  assert.equal(inFull(old), BODY + residentCheck(BODY))
  assert.equal(residentIdFault(old, TODAY), undefined)
  assert.ok(!(residentIdFault(`${BODY}Z`, TODAY) ?? '').includes('0000'))
})

test('certificates of foreigners and of people from Hong Kong, Macao and Taiwan, each by its own rule', () => {
  // The sequence 000 is given to nobody.
  const numbered = (body: string): string => body + residentCheck(body)
  const right: readonly (readonly [string, string])[] = [
    ['01', numbered(BODY)],
    ['04', 'H00000000'],
    ['04', 'h0000000001'],
    ['04', 'KJ0000000'],
    ['05', 'M00000000'],
    ['06', '00000000'],
    ['07', numbered('91184019900307000')],
    ['7', 'XXX000000000000'],
    ['17', numbered('81000019900307000')],
    ['17', numbered('83000019900307000')],
    ['08', 'whatever a passport is'],
  ]
  for (const [kind, number] of right) assert.equal(certificateFault(kind, number, TODAY), undefined, kind)
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['01', 'H00000000', /18位/],
    ['04', 'M000000', /H或M加8位/],
    ['05', '12345678', /H或M加8位/],
    ['06', 'T0000000', /8位数字/],
    ['07', numbered('81184019900307000'), /以9开头/],
    ['07', numbered('91184019900231000'), /永久居留.*出生日期/],
    ['07', `9118401990030700${numbered('91184019900307000').endsWith('1') ? '02' : '01'}`, /永久居留.*校验位/],
    ['17', numbered('84000019900307000'), /810000/],
    ['17', numbered('81000020990307000'), /居住证.*出生日期/],
  ]
  for (const [kind, number, sentence] of wrong) {
    const fault = certificateFault(kind, number, TODAY) ?? ''
    assert.match(fault, sentence)
    assert.ok(!fault.includes(number))
  }
})

test('what may be a person’s number is told from a service code of fifteen digits', () => {
  assert.deepEqual(['110000190001011', `${BODY}x`, BODY + residentCheck(BODY)].map(mayBePersonal), [true, true, true])
  assert.deepEqual(['003310050180000', 'H98010100001', 'M03900'].map(mayBePersonal), [false, false, false])
})

test('a unified social credit code: the check character of the standard, over its own alphabet', () => {
  const body = '91000000DEM00TEST'
  // S is no letter of the alphabet.
  assert.equal(creditCheck(body), undefined)
  assert.match(creditCodeFault(`${body}1`) ?? '', /不含I、O/)
  // 1·1 + 2·3 = 7 over zeroes: 31 − 7 = 24, the letter Q.
  assert.equal(creditCheck('12000000000000000'), 'Q')
  assert.equal(creditCodeFault('12000000000000000Q'), undefined)
  assert.match(creditCodeFault('120000000000000001') ?? '', /校验位/)
  assert.match(creditCodeFault('12000000000000000') ?? '', /18位/)
  assert.match(creditCodeFault('12A00000000000000Q') ?? '', /第3至8位/)
})

test('codes of every kind: right, one character short, one too long', () => {
  const right: readonly (readonly [BusinessCodeKind, string])[] = [
    ['diagnosis', 'I63.900'],
    ['diagnosis', 'E11.900x001'],
    ['operation', '47.0100'],
    ['service', '003310050180000'],
    ['western_drug', 'XC01EBC109B001010102049'],
    ['patent_drug', 'ZA09HAZ0413010100940'],
    ['herb', 'T000100057'],
    ['consumable', 'C0201010520100190001'],
    ['consumable_item', 'C02010105201001900010000001'],
    ['hospital', 'H98010100001'],
    ['pharmacy', 'P98010100001'],
    ['physician', 'D980101000001'],
    ['nurse', 'N980101000001'],
    ['pharmacist', 'HY980101000001'],
    ['technician', 'HJ980101000001'],
    ['outpatient_disease', 'M03900'],
    ['area', '980101'],
  ]
  for (const [kind, code] of right) {
    assert.equal(businessCodeFault(kind, code), undefined, code)
    assert.ok(
      kindsOfCode(code).some((one) => one.kind === kind),
      code,
    )
    assert.match(businessCodeFault(kind, `${code}9999`) ?? '', /编码应为/, code)
    assert.match(businessCodeFault(kind, code.slice(1)) ?? '', /编码应为/, code)
  }
})

test('a code is taken apart', () => {
  const [rule] = kindsOfCode('XC01EBC109B001010102049')
  assert.ok(rule)
  assert.deepEqual(
    partsOfCode(rule, 'XC01EBC109B001010102049').map((part) => part.text),
    ['X', 'C01EB', 'C109', 'B001', '01', '01', '02049'],
  )
  const [diagnosis] = kindsOfCode('E11.900x001')
  assert.ok(diagnosis)
  assert.deepEqual(
    partsOfCode(diagnosis, 'E11.900x001').map((part) => part.text),
    ['E11', '.900x001'],
  )
})
