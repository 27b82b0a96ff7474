package account

import (
	"time"

	"kyodo/internal/term"
)

// Matter is something open that a post owns: a case, a promise, a deadline.
type Matter struct {
	Kind  string // as the reader sees it
	Title string
	Path  string    // of its page
	Due   term.Date // zero = none
	Owner PostID
	Since time.Time
}
