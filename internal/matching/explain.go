package matching

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// Explain gives the reasons for one pair, whether it fits or not; ok is false where the candidate
// is not in the index or of the same direction.
func (x *Index) Explain(f Facts, candidate string, equity int) (c Candidate, ok bool) {
	x.mu.Lock()
	own := x.tables.row(&f)
	x.mu.Unlock()
	x.mu.RLock()
	defer x.mu.RUnlock()
	i, found := x.at[candidate]
	if !found || x.rows[i].need == own.need {
		return Candidate{}, false
	}
	offer, need := &x.rows[i], &own
	if x.rows[i].need {
		offer, need = need, offer
	}
	m := x.tables.judge(offer, need, &x.rows[i])
	score, _ := m.points()
	return x.explain(place{at: i, score: score, adjusted: adjusted(score, &x.rows[i], equity)}, &f, &own), true
}

// explain draws up the reasons of a candidate.
func (x *Index) explain(p place, own *Facts, ownRow *row) Candidate {
	other, otherRow := &x.facts[p.at], &x.rows[p.at]
	offer, need, offerRow, needRow := own, other, ownRow, otherRow
	if own.Need {
		offer, need, offerRow, needRow = other, own, otherRow, ownRow
	}
	m := x.tables.judge(offerRow, needRow, otherRow)
	words := [len(m)]func(mark, *Facts, *Facts) codes.Label{
		atKind: kindSays, atArea: x.areaSays, atPeriod: periodSays, atQuantity: quantitySays, atEligibility: eligibilitySays,
		atFields: fieldsSays, atCapacity: capacitySays, atText: textSays, atPast: func(k mark, _, _ *Facts) codes.Label { return pastSays(k, other) },
	}
	c := Candidate{ID: other.ID, Organization: other.Organization, Score: p.score, Adjusted: p.adjusted, Contacts: other.Contacts, Pinned: p.pinned,
		Criteria: make([]Criterion, 0, len(m))}
	for i, w := range Weights() {
		c.Criteria = append(c.Criteria, Criterion{w.Name, m[i].verdict, m[i].points, words[i](m[i], offer, need)})
	}
	return c
}

func both(ja, en string) codes.Label { return codes.Label{Ja: ja, En: en} }

func kindSays(m mark, offer, need *Facts) codes.Label {
	o, n := offer.Kind.Label(), need.Kind.Label()
	switch {
	case m.verdict == Unknown:
		return both("種別がまだ決まっていません", "The kind is not decided yet")
	case m.points == kindPoints:
		return both("種別が同じです（"+o.Ja+"）", "Same kind ("+o.En+")")
	case m.verdict == Meets:
		return both("近い種別です（"+o.Ja+"と"+n.Ja+"）", "Neighbouring kinds ("+o.En+", "+n.En+")")
	}
	return both("種別が違います（"+o.Ja+"と"+n.Ja+"）", "Different kinds ("+o.En+", "+n.En+")")
}

func city(code string) codes.Label {
	if m, ok := codes.MunicipalityByCode(code); ok {
		return m.Label()
	}
	return codes.Label{Ja: code, En: code}
}

func (x *Index) areaSays(m mark, offer, need *Facts) codes.Label {
	switch {
	case m.verdict == Unknown:
		return both("場所が分かりません", "The place is not known")
	case m.verdict == Fails:
		return both("対象の地域が重なりません", "The areas do not meet")
	case offer.Online == Is && need.Online == Is && x.tables.apart(offer, need):
		return both("オンラインでできます", "Can be done online")
	case offer.City != "" && offer.City == need.City:
		c := city(offer.City)
		return both("同じ市町です（"+c.Ja+"）", "Same municipality ("+c.En+")")
	}
	if km, ok := codes.Kilometres(offer.City, need.City); ok && m.points != areaPoints {
		return both(fmt.Sprintf("地域が合います（%sから%sまで約%dkm）", city(offer.City).Ja, city(need.City).Ja, km),
			fmt.Sprintf("Areas meet (%s to %s about %d km)", city(offer.City).En, city(need.City).En, km))
	}
	return both("地域が合います", "Areas meet")
}

// apart says whether the places of two listings do not meet, or are not known.
func (t *tables) apart(offer, need *Facts) bool {
	from, to := row{city: t.cities[offer.City], cities: t.named(offer)}, row{city: t.cities[need.City], cities: t.named(need)}
	return from.reached()&to.reached() == 0
}

func periodSays(m mark, offer, need *Facts) codes.Label {
	switch m.verdict {
	case Unknown:
		return both("時期が分かりません", "The time is not known")
	case Fails:
		return both("時期が重なりません", "The times do not meet")
	}
	start, end := offer.From, offer.Until
	if need.From.After(start) {
		start = need.From
	}
	if offer.Standing || end.IsZero() || !need.Standing && !need.Until.IsZero() && need.Until.Before(end) {
		end = need.Until
	}
	if need.Standing && offer.Standing {
		end = term.Date{}
	}
	switch {
	case start.IsZero() && end.IsZero():
		return both("いつでもできます", "At any time")
	case end.IsZero():
		return both("時期が合います（"+start.Era()+"から）", "Times meet (from "+start.String()+")")
	case start.IsZero():
		return both("時期が合います（"+end.Era()+"まで）", "Times meet (until "+end.String()+")")
	}
	return both("時期が合います（"+start.Era()+"から"+end.Era()+"まで）", "Times meet ("+start.String()+" to "+end.String()+")")
}

func amount(n int64, unit string) string { return comma(n) + unit }

// comma writes a number with a comma after every third digit.
func comma(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func quantitySays(m mark, offer, need *Facts) codes.Label {
	has, wants := amount(offer.Quantity, offer.Unit), amount(need.Quantity, need.Unit)
	switch {
	case m.verdict == Unknown && offer.Quantity > 0 && need.Quantity > 0:
		return both("数え方が違います（"+has+"と"+wants+"）", "Counted differently ("+has+", "+wants+")")
	case m.verdict == Unknown:
		return both("数量が分かりません", "The quantity is not known")
	case m.verdict == Fails:
		return both("1件の最少（"+amount(offer.Least, offer.Unit)+"）に届きません", "Less than the least that is given ("+amount(offer.Least, offer.Unit)+")")
	case m.points == quantityPoints:
		return both("数量が足ります（"+wants+"に対して"+has+"）", "Enough ("+has+" for "+wants+")")
	}
	return both("数量の一部をまかなえます（"+wants+"のうち"+has+"）", "Part of it ("+has+" of "+wants+")")
}

// lacks names what one side asks of the other that is not known to be so.
func lacks(asks Requirements, who *Facts) (list []codes.Label) {
	if len(asks.Legal) > 0 && !slices.Contains(asks.Legal, who.Legal) {
		list = append(list, both("法人格", "legal form"))
	}
	if asks.Published && who.Published != Is {
		list = append(list, both("公開プロフィール", "published profile"))
	}
	if asks.Certified && who.Certified != Is {
		list = append(list, both("認定・特例認定", "certification"))
	}
	if asks.Level > 0 && who.Level < asks.Level {
		list = append(list, both(fmt.Sprintf("情報開示レベル%d以上", asks.Level), fmt.Sprintf("disclosure level %d", asks.Level)))
	}
	return list
}

func eligibilitySays(m mark, offer, need *Facts) codes.Label {
	if m.verdict == Meets {
		if m.points == 0 {
			return both("相手の条件はありません", "No conditions")
		}
		return both("相手の条件を満たしています", "The conditions are met")
	}
	var ja, en []string
	for _, l := range append(lacks(offer.Requires, need), lacks(need.Requires, offer)...) {
		ja, en = append(ja, l.Ja), append(en, l.En)
	}
	if m.verdict == Unknown {
		return both("条件を満たすか分かりません（"+strings.Join(ja, "、")+"）", "Not known to meet: "+strings.Join(en, ", "))
	}
	return both("条件を満たしていません（"+strings.Join(ja, "、")+"）", "Does not meet: "+strings.Join(en, ", "))
}

func fieldsSays(m mark, offer, need *Facts) codes.Label {
	switch m.verdict {
	case Unknown:
		return both("活動分野が分かりません", "The field is not known")
	case Fails:
		return both("活動分野が違います", "Different fields")
	}
	var ja, en []string
	for _, slug := range need.Fields {
		if slices.Contains(offer.Fields, slug) {
			if f, ok := codes.FieldBySlug(slug); ok {
				ja, en = append(ja, f.Label.Ja), append(en, f.Label.En)
			}
		}
	}
	return both("活動分野が合います（"+strings.Join(ja, "、")+"）", "Fields meet ("+strings.Join(en, ", ")+")")
}

func capacitySays(m mark, _, need *Facts) codes.Label {
	has := amount(need.Capacity, need.Unit)
	switch m.verdict {
	case Unknown:
		return both("受け入れられる量が分かりません", "The capacity is not known")
	case Fails:
		return both("受け入れられる量（"+has+"）を超えます", "More than can be received ("+has+")")
	}
	return both("受け入れられる量です（"+has+"まで）", "Within what can be received (up to "+has+")")
}

func textSays(m mark, offer, need *Facts) codes.Label {
	switch m.verdict {
	case Unknown:
		if strings.TrimSpace(offer.Text) != "" && strings.TrimSpace(need.Text) != "" {
			return both("説明に手がかりになることばがありません", "The texts have no telling words")
		}
		return both("説明の文がありません", "There is no text")
	case Fails:
		return both("説明に共通することばがありません", "The texts share no word")
	}
	words := shared(offer.Text, need.Text)
	return both("共通のことばがあります（"+strings.Join(words, "、")+"）", "Words in common ("+strings.Join(words, ", ")+")")
}

// maxShared is how many common words a reason names.
const maxShared = 3

// shared finds the longest pieces that two texts have in common, as the first one writes them.
func shared(a, b string) (list []string) {
	m, other := ja.FoldMap(a), ja.Fold(b)
	type piece struct{ start, end, runes int }
	var found []piece
	runes := []rune(m.Folded)
	at := make([]int, len(runes)+1) // byte offsets
	for i, r := range runes {
		at[i+1] = at[i] + len(string(r))
	}
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && word(runes[j]) && strings.Contains(other, m.Folded[at[i]:at[j+1]]) {
			j++
		}
		if j-i >= 2 {
			if s, e := m.Origin(at[i], at[j]); content(a[s:e]) {
				found = append(found, piece{s, e, j - i})
			}
		}
		i = max(j, i+1)
	}
	slices.SortStableFunc(found, func(p, q piece) int { return q.runes - p.runes })
	for _, p := range found {
		if w := bare(a[p.start:p.end]); !slices.Contains(list, w) && len(list) < maxShared {
			list = append(list, w)
		}
	}
	return list
}

// bare is a piece of text without the Hiragana at its ends, which is mostly grammar, where more than one
// character is left.
func bare(s string) string {
	t := strings.TrimFunc(s, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) })
	if utf8.RuneCountInString(t) < 2 {
		return s
	}
	return t
}

func pastSays(m mark, other *Facts) codes.Label {
	if m.verdict == Unknown {
		return both("この種別の実績はまだありません", "No past collaboration of this kind yet")
	}
	return both(fmt.Sprintf("この種別の協働を%d件終えています", other.Done), fmt.Sprintf("%d collaborations of this kind done", other.Done))
}

// asked are the criteria whose unknowns are worth a telephone call.
var asked = map[Name]codes.Label{
	Kind:        both("どの種別の支援か", "Which kind of support"),
	Area:        both("どの市町で行うか", "In which municipality"),
	Period:      both("いつからいつまでか", "From when to when"),
	Quantity:    both("数量と単位", "Quantity and unit"),
	Eligibility: both("条件を満たしているか", "Whether the conditions are met"),
	Fields:      both("どの活動分野か", "Which field"),
	Capacity:    both("一度にどれだけ受け入れられるか", "How much can be received at a time"),
}

// questions are what is not known: about the listing itself once, about candidates each.
func questions(own *Facts, row *row, list []Candidate) (q []Question) {
	mine := map[Name]bool{
		Kind: row.kind == 0, Area: row.reached() == 0 && row.online != Is, Period: !row.timed(), Quantity: row.quantity == 0,
		Fields: row.fields == 0, Capacity: own.Need && row.capacity == 0,
	}
	for _, w := range Weights() {
		if mine[w.Name] {
			q = append(q, Question{Name: w.Name, Says: asked[w.Name]})
		}
	}
	for _, c := range list {
		for _, k := range c.Criteria {
			if says, ok := asked[k.Name]; ok && k.Verdict == Unknown && !mine[k.Name] {
				q = append(q, Question{c.ID, k.Name, says})
			}
		}
	}
	return q
}
