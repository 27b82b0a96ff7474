package policyweb

import (
	"slices"

	"kyodo/internal/policy"
	"kyodo/internal/term"
)

// change is one day on which the 役割分担表 changed: from one version in force to the next.
type change struct {
	On            term.Date
	Future        bool
	Records       []record
	Before, After policy.Matrix
	Cells         []cell
}

// record is who changed it and why; a day may have several.
type record struct {
	Reason, Post string
	On           term.Date
}

// cell is a cell that a change touched, side by side.
type cell struct {
	Item          policy.Item
	Body          string
	Before, After policy.Item
	Lost          []policy.Moved // duties that went
	Got           []policy.Moved // duties that came
}

// inForce returns the versions that are in force one after the other, the oldest first. list is
// what Versions returned: of one day only the first counts.
func inForce(list []policy.Matrix) (out []policy.Matrix) {
	for _, m := range list {
		if n := len(out); n == 0 || out[n-1].From != m.From {
			out = append(out, m)
		}
	}
	slices.Reverse(out)
	return out
}

// changes returns the days from first to last on which another version came into force, the
// newest first.
func changes(list []policy.Matrix, first, last, today term.Date) (out []change) {
	versions := inForce(list)
	for i := 1; i < len(versions); i++ {
		before, after := versions[i-1], versions[i]
		if after.From.Before(first) || after.From.After(last) {
			continue
		}
		c := change{On: after.From, Future: after.From.After(today), Before: before, After: after, Cells: compare(before, after)}
		for _, m := range list {
			r := record{m.Reason, m.Post, term.Of(m.Recorded)}
			if m.From == after.From && !slices.ContainsFunc(c.Records, func(o record) bool { return o.Reason == r.Reason && o.Post == r.Post }) {
				c.Records = append(c.Records, r)
			}
		}
		slices.Reverse(c.Records)
		out = append(out, c)
	}
	slices.Reverse(out)
	return out
}

// compare returns the cells that differ, in the order of the table.
func compare(before, after policy.Matrix) (out []cell) {
	moves := before.Moves(after)
	for _, i := range before.Items {
		for _, body := range policy.Bodies() {
			c := cell{Item: i, Body: body, Before: i}
			c.After, _ = after.Item(i.Slug)
			for _, m := range moves {
				if m.Item.Slug == i.Slug && m.Duty.Body == body {
					c.Lost = append(c.Lost, m)
				}
				if m.Item.Slug == i.Slug && m.To == body {
					c.Got = append(c.Got, m)
				}
			}
			if len(c.Lost)+len(c.Got) > 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// parts cuts the rows of the table into its sections.
func parts(m policy.Matrix) (out [][]policy.Item) {
	for _, i := range m.Items {
		if n := len(out); n > 0 && out[n-1][0].Group == i.Group {
			out[n-1] = append(out[n-1], i)
		} else {
			out = append(out, []policy.Item{i})
		}
	}
	return out
}
