from __future__ import annotations

from hirehall.foundation import jobs
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import not_found
from hirehall.front.facts import JobRetried


@action("front.retry_job", scope=Scope.STAFF_WRITE)
def retry_job(job_id: int, *, by: Actor) -> int:
    """A job that failed for good is tried once more. Jobs may run twice, so this is safe.

    Raises:
        Refused: ``staff.session_needed``, ``job.not_found`` where it has not failed (any more).
    """
    require_operator(by)
    name = jobs.retry_failed(job_id)
    if name is None:
        raise not_found("job")
    record(JobRetried(job_id=job_id, job_name=name), by=by, hall_id=None, about=[])
    return job_id
