package bank

// Public says whether everybody may read the listing: it was published for everybody, and is in one of
// the states in which its page stays for good.
func (l *Listing) Public() bool {
	if !l.Published() || l.Audience != Everybody {
		return false
	}
	switch l.State {
	case Open, Paused, Expired, Withdrawn, Done:
		return true
	}
	return false
}
