//lint:file-ignore ST1012 the package name says that they are errors: fault.NotFound

// Package fault names the few kinds of failure that Kyodo tells apart, so that
// one table per face (pages, API, command line) decides what each one looks like.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// The kinds. Test them with errors.Is; everything else is an internal error.
var (
	NotFound        = errors.New("not found")
	Gone            = errors.New("gone")
	Forbidden       = errors.New("forbidden")
	Unauthenticated = errors.New("unauthenticated")
	Conflict        = errors.New("conflict")
	TooLarge        = errors.New("too large")
	Unavailable     = errors.New("unavailable")
	invalid         = errors.New("invalid")
)

// Invalid is the kind of every Fields error.
var Invalid = invalid

// Field is one thing wrong with one input.
type Field struct {
	Name string // the form field or query parameter
	Says string // what is wrong and how to mend it, in the reader's language
}

// Fields is an error that says what is wrong with each input. It is of kind Invalid.
type Fields []Field

// Error lists the fields for a log; people see each Says next to its field.
func (f Fields) Error() string {
	parts := make([]string, len(f))
	for i, x := range f {
		parts[i] = x.Name + ": " + x.Says
	}
	return "invalid: " + strings.Join(parts, "; ")
}

// Is makes errors.Is(err, fault.Invalid) true.
func (f Fields) Is(target error) bool { return target == invalid }

// Err returns nil when nothing is wrong.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// Says returns what is wrong with the named field, or "".
func (f Fields) Says(name string) string {
	for _, x := range f {
		if x.Name == name {
			return x.Says
		}
	}
	return ""
}

// New returns an error of the given kind with a message for the log.
func New(kind error, format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), kind)
}

// Wrap adds the operation and its argument to *err once per function:
//
//	defer fault.Wrap(&err, "register.ByID(%q)", id)
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
