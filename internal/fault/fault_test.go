package fault_test

import (
	"errors"
	"io"
	"testing"

	"kyodo/internal/fault"
)

var kinds = map[string]error{"not found": fault.NotFound, "gone": fault.Gone, "forbidden": fault.Forbidden, "unauthenticated": fault.Unauthenticated,
	"conflict": fault.Conflict, "too large": fault.TooLarge, "unavailable": fault.Unavailable, "invalid": fault.Invalid}

func TestAnErrorKeepsItsKindAndNoOther(t *testing.T) {
	open := func(kind error) (err error) {
		defer fault.Wrap(&err, "store.Open(%q)", "a")
		return kind
	}
	for name, kind := range kinds {
		for how, err := range map[string]error{"new": fault.New(kind, "about %d", 7), "wrapped": open(kind), "twice": open(open(kind))} {
			for other, k := range kinds {
				if is := errors.Is(err, k); is != (other == name) {
					t.Errorf("%s, %s: is %s = %v", name, how, other, is)
				}
			}
		}
	}
	if got, want := fault.New(fault.Conflict, "row %d", 7).Error(), "row 7: conflict"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := open(io.EOF).Error(), `store.Open("a"): EOF`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := open(nil); err != nil {
		t.Errorf("Wrap made %v out of nothing", err)
	}
}

func TestFields(t *testing.T) {
	f := fault.Fields{{Name: "name", Says: "空欄です。"}, {Name: "mail", Says: "短くしてください。"}}
	var err error = f
	if !errors.Is(err, fault.Invalid) || errors.Is(err, fault.NotFound) {
		t.Error("fields are of kind Invalid alone")
	}
	if got, want := err.Error(), "invalid: name: 空欄です。; mail: 短くしてください。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if f.Says("mail") != "短くしてください。" || f.Says("other") != "" {
		t.Errorf("Says: %q, %q", f.Says("mail"), f.Says("other"))
	}
	if fault.Fields(nil).Err() != nil || (fault.Fields{}).Err() != nil {
		t.Error("nothing wrong is an error")
	}
	var back fault.Fields
	if !errors.As(fault.New(f.Err(), "form"), &back) || len(back) != 2 {
		t.Errorf("wrapped fields come back as %v", back)
	}
}
