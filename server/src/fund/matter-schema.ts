// Shapes of the acts upon a difference.
import { Type } from 'typebox'

const text = Type.String()
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const MatterQuery = Type.Object({ matter: Type.String({ title: '差异', minLength: 3, maxLength: 400 }) })
export const MatterBody = Type.Object({
  matter: Type.String({ title: '差异', minLength: 3, maxLength: 400 }),
  kind: Type.Union(
    ['note', 'owner', 'close_proposed', 'carry_proposed', 'confirmed', 'declined', 'reopened'].map((kind) => Type.Literal(kind)),
    { title: '办理' },
  ),
  owner: Type.Optional(Type.String({ title: '责任人', minLength: 2, maxLength: 40 })),
  text: Type.String({ title: '说明', minLength: 2, maxLength: 200 }),
})
export const MatterDone = Type.Object({ standing: text, standing_name: text })
export const MatterEvents = Type.Array(Type.Object({ kind: text, kind_name: text, owner: nullable(text), text, officer_name: text, known_at: text }))
