// Package collaborationweb holds the pages of collaborations: what was agreed, who owes the next step,
// hand-over, report, the feedback of both sides, and the record on paper.
package collaborationweb
