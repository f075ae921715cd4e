"""Who saw what: every act and every person shown, in a tree that shows a change, anchored where it cannot be made.

log         the pen: group commit          reading     who looked at whom
tree, proofs, notes    RFC 6962, C2SP      verify      what the log proves, offline
places, anchoring      the second place    subjects    persons as the audit names them
"""

from guard.audit.act import Act, ActKind, Outcome, SubjectSeen
from guard.audit.log import AuditLog, opened_audit

__all__ = ["Act", "ActKind", "AuditLog", "Outcome", "SubjectSeen", "opened_audit"]
