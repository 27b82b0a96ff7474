package policy

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kyodo/internal/fault"
)

// Objects finds what a decision is about by its kind, as each package knows its own: for Why on the
// command line. Pages load their object by the address instead.
type Objects map[string]func(ctx context.Context, id string) (Object, error)

// Load finds the object that "kind:id" names, or fault.NotFound; "-" and "" are no object.
func (l Objects) Load(ctx context.Context, name string) (o Object, err error) {
	defer fault.Wrap(&err, "policy.Objects.Load(%q)", name)
	if name == "-" || name == "" {
		return Object{}, nil
	}
	kind, id, _ := strings.Cut(name, ":")
	load := l[kind]
	if load == nil {
		return Object{}, fault.New(fault.NotFound, "unknown kind %q, known are %s", kind, strings.Join(l.Kinds(), ", "))
	}
	return load(ctx, id)
}

// Kinds returns the kinds that can be found, sorted.
func (l Objects) Kinds() []string { return slices.Sorted(maps.Keys(l)) }

// DutyObject is one duty of an item of the 役割分担表, as "item/責任種別" names it.
func DutyObject(_ context.Context, id string) (Object, error) {
	item, kind, _ := strings.Cut(id, "/")
	i, ok := PlanMatrix().Item(item)
	if !ok || !slices.ContainsFunc(i.Duties, func(d DutyLine) bool { return d.Kind == kind }) {
		return Object{}, fault.New(fault.NotFound, "duty %q", id)
	}
	return Object{Kind: "duty", ID: id, Item: item, Duty: kind}, nil
}
