package desk

// Sight is what a reader of the desk may see beyond what everybody there does.
type Sight struct {
	Books     []string // the bodies whose consultations the reader may see
	Kept      bool     // listings that the centre keeps (センター預り)
	Unchecked bool     // listings that are not published: drafts, and those that wait for their check
	Members   bool     // listings for registered organizations alone
}

// Everything is the sight of who may read every listing, and the consultations of some bodies.
func Everything(books ...string) Sight { return Sight{books, true, true, true} }

// listings is the condition on the listings (l) of which the reader may know. What has no listing passes.
func (s Sight) listings() (where string) {
	if !s.Kept {
		where += ` AND coalesce(l.audience, '') <> 'center'`
	}
	if !s.Unchecked {
		where += ` AND coalesce(l.state, 'open') IN ('open', 'paused', 'expired', 'withdrawn', 'done')`
	}
	return where
}

// hides says whether the reader may not know what stands in a row about a listing.
func (s Sight) hides(audience, state string) bool {
	switch state {
	case "", "open", "paused", "expired", "withdrawn", "done":
	default:
		if !s.Unchecked {
			return true
		}
	}
	return audience == "center" && !s.Kept || audience == "registered" && !s.Members
}
