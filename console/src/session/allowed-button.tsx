// A button for an action that may be forbidden: then it is disabled and says why and who may.
import Button, { type ButtonProps } from 'antd/es/button'
import Tooltip from 'antd/es/tooltip'
import { useText } from '../language/language.js'
import { useMay } from './session.js'

interface AllowedButtonProps extends Omit<ButtonProps, 'disabled'> {
  readonly permission: string
  readonly who: string
  /** False while nothing is chosen that it could be done to. */
  readonly ready?: boolean
}

export function AllowedButton({ permission, who, ready = true, ...button }: AllowedButtonProps) {
  const may = useMay()(permission)
  const t = useText()
  if (may) return <Button {...button} disabled={!ready} />
  const reason = t('您的岗位不能办理；可以办理的是：{who}', { who: t(who) })
  return (
    <Tooltip title={reason}>
      <Button {...button} disabled aria-label={`${typeof button.children === 'string' ? button.children : ''} ${reason}`} />
    </Tooltip>
  )
}
