// The door of hospitals and pharmacies in the composed server.
import { registerCipher } from '../enrolment/register-cipher.js'
import type { Door } from '../http/doors.js'
import { publishedRules } from './published-rules.js'
import { registerHospitalInterface } from './register.js'

export const hospitalDoor: Door = (app, context) =>
  registerHospitalInterface(app, {
    databases: context.databases,
    clock: context.clock,
    pool: context.pool,
    cipher: registerCipher(context.key),
    loadRules: publishedRules(context.databases.settlement),
    demonstration: context.demonstration === true,
  })
