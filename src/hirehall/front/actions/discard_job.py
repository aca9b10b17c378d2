from __future__ import annotations

from hirehall.foundation import jobs
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.front.facts import JobDiscarded

LONGEST_REASON = 300


@action("front.discard_job", scope=Scope.STAFF_WRITE)
def discard_job(job_id: int, *, by: Actor, reason: str) -> int:
    """A job that failed for good is given up, with a reason; what it would have done is done otherwise, or not.

    Raises:
        Refused: ``staff.session_needed``, ``staff.reason_missing``, ``job.not_found`` where it has not failed.
    """
    require_operator(by)
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refused(
            "staff.reason_missing",
            f"Say why in at most {LONGEST_REASON} characters. The reason is recorded.",
            because=Because.INVALID,
            field="reason",
        )
    name = jobs.discard_failed(job_id)
    if name is None:
        raise not_found("job")
    record(JobDiscarded(job_id=job_id, job_name=name, reason=reason.strip()), by=by, hall_id=None, about=[])
    return job_id
