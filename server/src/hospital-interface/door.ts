// The door of hospitals and pharmacies in the composed server.
import type { Door } from '../http/doors.js'
import { openHospitalDoor } from './register.js'
import { sharedRoom } from './room-of-server.js'

export const hospitalDoor: Door = (app, context) => openHospitalDoor(app, sharedRoom(app, context))
