// The layout of the pages that use Ant Design; the bill does without it.
import { Outlet } from 'react-router'
import { Design } from './design.js'

export function Designed() {
  return (
    <Design>
      <Outlet />
    </Design>
  )
}
