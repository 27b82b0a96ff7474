package account

import (
	"errors"
	"fmt"
	"time"

	"kyodo/internal/fault"
)

// ErrRefused is the one answer of every way to sign in that did not succeed: wrong, unknown, used,
// expired or suspended. It is of kind fault.Unauthenticated.
var ErrRefused = fmt.Errorf("account: sign-in refused: %w", fault.Unauthenticated)

// ErrOver says that what was begun cannot be finished any more: too late, too many wrong tries, or
// another browser. It is of kind fault.Unauthenticated.
var ErrOver = fmt.Errorf("account: begin again: %w", fault.Unauthenticated)

// Throttled is the answer when too many attempts failed: nothing was looked at. It is the same
// for addresses that exist and that do not, and of kind fault.Unavailable.
type Throttled struct{ Until time.Time }

// Error says until when.
func (t *Throttled) Error() string {
	return "account: too many failed attempts, until " + t.Until.UTC().Format(time.RFC3339)
}

// Is makes errors.Is(err, fault.Unavailable) true.
func (t *Throttled) Is(target error) bool { return errors.Is(target, fault.Unavailable) }
