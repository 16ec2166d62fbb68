"""Names of the keys of an exam file, for facts without an official source."""

import re
from collections.abc import Mapping

FACTS: Mapping[str, str] = {
    "exam": "what the exam is and when it can be sat",
    "exam.code": "its code",
    "exam.name": "its name",
    "exam.provider": "who offers it",
    "exam.level": "its level",
    "exam.guide_version": "the version of the exam guide",
    "exam.status": "whether it can be sat",
    "exam.status_date": "the date of its status",
    "exam.status_note": "remarks on its status",
    "exam.first_active": "the first day to sit it",
    "exam.retires": "the last day to sit it",
    "exam.general_availability": "the day on which its beta ends",
    "exam.replaces": "what it replaces",
    "exam.replaced_by": "what replaces it",
    "exam.delivery": "where it can be sat",
    "exam.languages": "its languages",
    "exam.windows": "the months in which it can be sat",
    "fee": "the fee",
    "fee.amount": "the fee",
    "fee.currency": "the currency of the fee",
    "fee.regional": "the fee by region",
    "fee.beta_amount": "the fee of the beta",
    "fee.annual_maintenance": "the yearly fee afterwards",
    "fee.member_price": "the fee for members",
    "fee.early_and_standard_price": "the early and the standard fee",
    "fee.note": "remarks on the fee",
    "format": "the format",
    "format.duration_minutes": "the time",
    "format.questions": "the number of questions",
    "format.questions_min": "the least number of questions",
    "format.questions_max": "the greatest number of questions",
    "format.questions_scored": "how many questions count",
    "format.questions_unscored": "how many questions are on trial",
    "format.questions_published": "how the number of questions is published",
    "format.adaptive": "whether it adapts to your answers",
    "format.adaptive_stop": "when an adaptive exam ends",
    "format.review_allowed": "whether you may return to a question",
    "format.question_types": "the kinds of questions",
    "format.options_per_question": "how many options a question has",
    "format.breaks": "the number of breaks",
    "format.break_minutes": "the minutes of a break",
    "format.beta_questions": "the number of questions of the beta",
    "format.beta_duration_minutes": "the time of the beta",
    "format.duration_other_claims": "other statements of the time",
    "format.non_native_extension_minutes": "extra time for those who write it in a foreign language",
    "format.sessions": "the number of its sessions",
    "format.session_minutes": "the time of a session",
    "format.extra_requirement": "what else it asks for",
    "scoring": "the scoring",
    "scoring.pass_kind": "what kind of mark passes",
    "scoring.pass_score": "the passing mark",
    "scoring.scale_min": "the low end of the scale",
    "scoring.scale_max": "the high end of the scale",
    "scoring.compensatory": "whether a strong domain makes up for a weak one",
    "scoring.negative_marking": "whether wrong answers take points away",
    "scoring.partial_credit": "whether a partly right answer counts",
    "scoring.multi_select_credit": "how questions with several right answers count",
    "scoring.blank_counts_as_wrong": "whether an empty answer is wrong",
    "scoring.standard_setting": "how the passing mark is set",
    "scoring.numeric_score_reported": "whether a score is reported",
    "scoring.section_feedback": "what is reported by domain",
    "scoring.section_feedback_always_present": "whether there is always a report by domain",
    "scoring.result_days_max": "how long the result takes",
    "retake": "the rules after a fail",
    "retake.wait_days": "the wait after a fail",
    "retake.attempt_limit": "how many attempts are allowed",
    "retake.attempt_window_days": "the time in which attempts are counted",
    "retake.fee_each_attempt": "the fee of a further attempt",
    "retake.per_calendar_year": "the attempts in a year",
    "retake.after_pass_block_days": "the wait after a pass",
    "retake.wait_applies_to": "what the wait counts for",
    "retake.note": "remarks on the rules after a fail",
    "validity": "how long the certificate is valid",
    "validity.years": "how long the certificate is valid",
    "validity.renewal": "how the certificate is renewed",
    "validity.next_exam_discount_percent": "the discount on a next exam",
    "validity.note": "remarks on how long the certificate is valid",
    "domain": "the domains",
    "domain.id": "the numbers of the domains",
    "domain.name": "the names of the domains",
    "domain.weight_kind": "what kind of weights the domains have",
    "domain.weight": "the weights of the domains",
    "domain.weight_min": "the low ends of the weights",
    "domain.weight_max": "the high ends of the weights",
    "domain.tasks": "the tasks of the domains",
    "services": "the services in scope",
    "services_out_of_scope": "the services out of scope",
}
"""By `table.key` of the file, or by table for all of its keys."""

_PATH = re.compile(r"(?P<key>[a-z_]+(?:\.[a-z_]+)?)(?:\.\*)?(?:\[(?P<place>\d+)\])?\s*(?P<remark>.*)")


def unconfirmed(field: str) -> str:
    path = _PATH.fullmatch(field)
    if path is None or path["key"] not in FACTS:
        return field
    place = f"no. {path['place']}" if path["place"] else ""
    remarks = ", ".join(part for part in (place, path["remark"].strip("()")) if part)
    return f"{FACTS[path['key']]} ({remarks})" if remarks else FACTS[path["key"]]


def all_unconfirmed(fields: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(unconfirmed(field) for field in fields))
