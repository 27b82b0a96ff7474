package register

// States of a reader's notice, as the permission table names them.
const (
	CorrectionOpen     = "open"
	CorrectionDone     = "done"
	CorrectionDeclined = "declined"
)
