// The door of hospitals and pharmacies in the composed server.
import type { Door } from '../http/doors.js'
import { openHospitalDoor } from './register.js'
import { sharedRoom } from './shared-room.js'

export const hospitalDoor: Door = (app, context) => openHospitalDoor(app, sharedRoom(app, context))
