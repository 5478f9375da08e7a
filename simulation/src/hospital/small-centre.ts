// The small city of the tests as a centre that a hospital's software can be pointed at: a port, its institutions, people enrolled anew.
import type { AddressInfo } from 'node:net'
import type { Centre, Person } from '@tongchou/hospital/centre.js'
import { CEILED, CLINIC, DRUG, DRUG_B, DRUG_C, HOSPITAL, PHARMACY, POOL, RESTRICTED, type SmallCity } from '@tongchou/server/testing/small-city.js'

export async function smallCentre(city: SmallCity, persons: number): Promise<Centre> {
  await city.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = city.app.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, ...describedSmallCity(await enrolled(city, persons)) }
}

async function enrolled(city: SmallCity, persons: number): Promise<Person[]> {
  const list: Person[] = []
  for (let at = 0; at < persons; at++) {
    const scheme = at % 3 === 0 ? 'resident' : 'employee'
    const one = await city.enrol(scheme, scheme === 'employee' ? 50_000n : 0n)
    list.push({ psn_no: one.number, certificate: one.certificate, name: one.name, insutype: scheme === 'employee' ? '310' : '390' })
  }
  return list
}

export function describedSmallCity(persons: readonly Person[]): Centre {
  return {
    area: POOL,
    institutions: [
      { code: HOSPITAL, name: '小城第一医院', kind: 'hospital', area: '980101' },
      { code: CLINIC, name: '西县卫生院', kind: 'hospital', area: '980102' },
      { code: PHARMACY, name: '平安大药房', kind: 'pharmacy', area: '980101' },
    ],
    persons,
    items: [
      { code: DRUG, name: '甲类药', price: '18.60' },
      { code: DRUG_B, name: '乙类药', price: '4.52' },
      { code: DRUG_C, name: '丙类药', price: '1.50' },
      { code: RESTRICTED, name: '限制药', price: '10.00' },
      { code: CEILED, name: '限价项目', price: '120.00' },
    ],
    diagnoses: [{ code: 'J18.900', name: '肺炎' }],
  }
}
