package matching

import "math/bits"

// mark is a verdict and its points, without words.
type mark struct {
	verdict Verdict
	points  int
}

var unknown = mark{verdict: Unknown}

// marks are the marks of a pair, in the order of Weights.
type marks [9]mark

// places of the criteria in marks.
const (
	atKind = iota
	atArea
	atPeriod
	atQuantity
	atEligibility
	atFields
	atCapacity
	atText
	atPast
)

// hardCriteria are the first ones of the table.
const hardCriteria = atEligibility + 1

// points is the sum of a pair's points; ok is false where it fails a hard criterion.
func (m *marks) points() (sum int, ok bool) {
	for i := range m {
		if i < hardCriteria && m[i].verdict == Fails {
			return 0, false
		}
		sum += m[i].points
	}
	return sum, true
}

// judge weighs an offer against a need; candidate is the one of the two whose past counts.
func (t *tables) judge(offer, need, candidate *row) (m marks) {
	m[atKind] = t.kind(offer, need)
	m[atArea] = t.area(offer, need)
	m[atPeriod] = period(offer, need)
	m[atQuantity] = quantity(offer, need)
	m[atEligibility] = eligibility(offer, need)
	m[atFields] = fields(offer, need)
	m[atCapacity] = capacity(offer, need)
	m[atText] = text(offer, need)
	m[atPast] = past(candidate)
	return m
}

// score is judge for the scan: the same sum without the text's points, which cost most, and it stops at
// the first hard failure.
func (t *tables) score(offer, need, candidate *row) (sum int, ok bool) {
	k := t.kind(offer, need)
	if k.verdict == Fails {
		return 0, false
	}
	p := period(offer, need)
	if p.verdict == Fails {
		return 0, false
	}
	a := t.area(offer, need)
	if a.verdict == Fails {
		return 0, false
	}
	q := quantity(offer, need)
	if q.verdict == Fails {
		return 0, false
	}
	e := eligibility(offer, need)
	if e.verdict == Fails {
		return 0, false
	}
	return k.points + p.points + a.points + q.points + e.points + fields(offer, need).points + capacity(offer, need).points + past(candidate).points, true
}

func (t *tables) kind(offer, need *row) mark {
	switch {
	case offer.kind == 0 || need.kind == 0:
		return unknown
	case offer.kind == need.kind:
		return mark{Meets, kindPoints}
	case t.near[offer.kind]&(1<<need.kind) != 0:
		return mark{Meets, nearPoints}
	}
	return mark{verdict: Fails}
}

// reached are the municipalities of a listing as bits, the place it is at where it names no others.
func (r *row) reached() uint32 {
	if r.cities == 0 && r.city != 0 {
		return 1 << r.city
	}
	return r.cities
}

func (t *tables) area(offer, need *row) mark {
	from, to := offer.reached(), need.reached()
	switch {
	case from == 0 || to == 0:
		if offer.online == Is && need.online == Is {
			return mark{Meets, reachPoints}
		}
		return unknown
	case from&to == 0:
		if offer.online == Is && need.online == Is {
			return mark{Meets, reachPoints}
		}
		return mark{verdict: Fails}
	case offer.city == 0 || need.city == 0:
		return mark{Meets, reachPoints}
	case offer.city == need.city:
		return mark{Meets, areaPoints}
	}
	switch km := t.km[offer.city][need.city]; {
	case km <= nearbyKm:
		return mark{Meets, nearbyPoints}
	case km <= reachKm:
		return mark{Meets, reachPoints}
	}
	return mark{Meets, farPoints}
}

func (r *row) timed() bool { return r.open || r.from != 0 || r.until != 0 }

func period(offer, need *row) mark {
	if !offer.timed() || !need.timed() {
		return unknown
	}
	start := max(offer.from, need.from)
	for _, r := range [2]*row{offer, need} {
		if !r.open && r.until != 0 && r.until < start {
			return mark{verdict: Fails}
		}
	}
	return mark{Meets, periodPoints}
}

func quantity(offer, need *row) mark {
	switch {
	case offer.quantity == 0 || need.quantity == 0 || offer.unit != need.unit:
		return unknown
	case offer.smallest > need.quantity:
		return mark{verdict: Fails}
	case offer.quantity >= need.quantity:
		return mark{Meets, quantityPoints}
	}
	return mark{Meets, max(1, int(quantityPoints*offer.quantity/need.quantity))}
}

// demands says how what one side asks stands with what the other is: asked, known to be so, known
// not to be so.
func demands(asks, who *row) (asked, met, failed bool) {
	met = true
	if asks.legals != 0 {
		asked = true
		switch {
		case who.legal == 0:
			met = false
		case who.legal&asks.legals == 0:
			return true, false, true
		}
	}
	if asks.must != 0 {
		asked = true
		if who.isNot&asks.must != 0 {
			return true, false, true
		}
		met = met && who.is&asks.must == asks.must
	}
	if asks.least != 0 {
		asked = true
		if who.level != 0 && who.level < asks.least {
			return true, false, true
		}
		met = met && who.level != 0
	}
	return asked, met, false
}

func eligibility(offer, need *row) mark {
	asked, met, failed := demands(offer, need)
	back, also, refused := demands(need, offer)
	switch {
	case failed || refused:
		return mark{verdict: Fails}
	case !met || !also:
		return unknown
	case asked || back:
		return mark{Meets, eligibilityPoints}
	}
	return mark{verdict: Meets}
}

func fields(offer, need *row) mark {
	if offer.fields == 0 || need.fields == 0 {
		return unknown
	}
	both := bits.OnesCount32(offer.fields & need.fields)
	if both == 0 {
		return mark{verdict: Fails}
	}
	return mark{Meets, fieldPoints * both / min(bits.OnesCount32(offer.fields), bits.OnesCount32(need.fields))}
}

func capacity(offer, need *row) mark {
	switch {
	case need.capacity == 0 || offer.quantity == 0 || offer.unit != need.unit:
		return unknown
	case need.capacity >= min(offer.quantity, max(need.quantity, 1)):
		return mark{Meets, capacityPoints}
	}
	return mark{verdict: Fails}
}

func text(offer, need *row) mark {
	if len(offer.grams) == 0 || len(need.grams) == 0 {
		return unknown
	}
	n := common(offer.grams, need.grams)
	if n == 0 {
		return mark{verdict: Fails}
	}
	return mark{Meets, min(textPoints, perWord*n)}
}

func past(candidate *row) mark {
	if candidate.done == 0 {
		return unknown
	}
	return mark{Meets, min(pastPoints, int(candidate.done))}
}

// adjusted is the score in thousandths, less what equity takes from a need that many have asked
// for already (after VolunteerMatch's SmartSort). weight is 0 to 100: 0 is pure relevance; at 100,
// four inquiries cost a quarter of the score, and never more than half.
func adjusted(score int, candidate *row, weight int) int {
	full := score * scale
	if !candidate.need || weight == 0 || candidate.contacts == 0 {
		return full
	}
	c := int(candidate.contacts)
	return full - full*weight*c/(2*fullPoints*(c+contactsOfHalf))
}
