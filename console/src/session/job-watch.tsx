// Long work while it runs: how far, how much longer, stop; afterwards what came of it. The page may be left and come back to.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import Progress from 'antd/es/progress'
import { type ReactNode, useEffect, useRef } from 'react'
import { jobQuery, jobsQuery } from '../api/change-queries.js'
import type { Job } from '../api/job-types.js'
import { post } from '../api/request.js'
import { count } from '../format/money.js'
import { type Text, useText } from '../language/language.js'
import { Answer } from '../shell/states.js'
import '../style/job.css'
import { useAddress } from './address.js'
import { FormFailure } from './form-failure.js'

interface JobWatchProps {
  readonly job: string
  readonly title: string
  /** Lists that are old once the work has ended. */
  readonly refresh: readonly string[]
  readonly children: (result: NonNullable<Job['result']>) => ReactNode
}

export function JobWatch({ job, title, refresh, children }: JobWatchProps) {
  const answer = useQuery(jobQuery(job))
  const client = useQueryClient()
  const state = answer.data?.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the end of the work makes lists old
  useEffect(() => {
    if (state !== undefined && state !== 'running') for (const path of refresh) void client.invalidateQueries({ queryKey: [path] })
  }, [state])
  return (
    <section className="panel job" aria-live="polite">
      <header>
        <h2>{title}</h2>
        <span className="quiet num">{answer.data?.asked_at.slice(0, 19)}</span>
      </header>
      <Answer of={answer} rows={2}>
        {(one) => (one.state === 'running' ? <Running of={one} /> : <Ended of={one}>{children}</Ended>)}
      </Answer>
    </section>
  )
}

function Running({ of }: { readonly of: Job }) {
  const t = useText()
  const client = useQueryClient()
  const stop = useMutation({
    mutationFn: () => post(`/api/jobs/${of.job}/stop`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: jobQuery(of.job).queryKey }),
  })
  const left = useSecondsLeft(of)
  const share = of.total === null || of.total === 0 ? 0 : Math.floor((of.done / of.total) * 100)
  return (
    <>
      <p>
        {of.phase === '' ? t('正在开始') : t(of.phase)}
        {of.total !== null && <span className="num quiet"> {t('{done} / {total}', { done: count(of.done), total: count(of.total) })}</span>}
        {left !== null && <span className="quiet"> · {leftText(left, t)}</span>}
      </p>
      <Progress percent={share} showInfo={of.total !== null} status="active" aria-label={t('进度')} />
      <div className="job-actions">
        <Popconfirm title={t('停止后可以重新发起。')} okText={t('停止')} cancelText={t('继续办理')} onConfirm={() => stop.mutate()}>
          <Button size="small" loading={stop.isPending}>
            {stop.isSuccess ? t('正在停止') : t('停止')}
          </Button>
        </Popconfirm>
        <span className="quiet">{t('可以离开本页，任务在后台继续；回来仍能看到进度和结果。')}</span>
      </div>
      <FormFailure error={stop.error} />
    </>
  )
}

/** From how fast the phase went so far; null until that can be said. */
function useSecondsLeft({ phase, done, total }: Job): number | null {
  const start = useRef({ phase, done, at: Date.now() })
  if (start.current.phase !== phase) start.current = { phase, done, at: Date.now() }
  const went = done - start.current.done
  const seconds = (Date.now() - start.current.at) / 1_000
  return total === null || went <= 0 || seconds < 2 ? null : Math.ceil(((total - done) * seconds) / went)
}

function leftText(seconds: number, t: Text): string {
  return seconds < 60 ? t('约剩 {n} 秒', { n: seconds }) : t('约剩 {n} 分钟', { n: Math.ceil(seconds / 60) })
}

function Ended({ of, children }: { readonly of: Job; readonly children: JobWatchProps['children'] }) {
  const t = useText()
  if (of.state === 'done' && of.result !== null) return children(of.result)
  return (
    <p className={of.state === 'failed' ? 'form-failure' : undefined} role={of.state === 'failed' ? 'alert' : 'status'}>
      {of.sentence ?? (of.state === 'stopped' ? t('已停止。') : t('没有办成，请重试。'))}
    </p>
  )
}

/** Own work of the kind that still runs, each with a way back to it. */
export function RunningJobs({ kind, shown, nameOf }: { readonly kind: string; readonly shown: string | undefined; readonly nameOf: (job: Job) => string }) {
  const t = useText()
  const address = useAddress()
  const jobs = useQuery(jobsQuery(kind))
  const running = jobs.data?.filter((job) => job.state === 'running' && job.job !== shown) ?? []
  if (running.length === 0) return null
  return (
    <p className="running-jobs">
      {t('正在进行：')}
      {running.map((job) => (
        <button type="button" className="link-button" key={job.job} onClick={() => address.change({ job: job.job })}>
          {nameOf(job)} <span className="num">{job.asked_at.slice(0, 19)}</span>
        </button>
      ))}
    </p>
  )
}
