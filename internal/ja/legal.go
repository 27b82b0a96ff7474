package ja

import (
	"slices"
	"strings"
	"sync"
)

// form is a legal form (法人格) and the ways to write it.
type form struct {
	written []string // how people write it, the full form first
	read    []string // further writings that are understood but not offered
}

// forms are the legal forms whose name stands before or after the name of a body.
// The short forms are those of the 全国銀行協会 and of everyday notices.
var forms = sync.OnceValue(func() []form {
	list := []form{
		{[]string{"特定非営利活動法人", "NPO法人", "(特非)", "特非", "NPO"}, []string{"(特)", "(NPO)"}},
		{[]string{"一般社団法人", "(一社)", "一社"}, nil},
		{[]string{"一般財団法人", "(一財)", "一財"}, nil},
		{[]string{"公益社団法人", "(公社)", "公社"}, nil},
		{[]string{"公益財団法人", "(公財)", "公財"}, nil},
		{[]string{"社団法人", "(社)"}, nil},
		{[]string{"財団法人", "(財)"}, nil},
		{[]string{"株式会社", "(株)"}, []string{"㍿"}},
		{[]string{"有限会社", "(有)"}, nil},
		{[]string{"合同会社", "(同)"}, nil},
		{[]string{"合資会社", "(資)"}, nil},
		{[]string{"合名会社", "(名)"}, nil},
		{[]string{"社会福祉法人", "(福)", "(社福)", "社福"}, nil},
		{[]string{"学校法人", "(学)"}, nil},
		{[]string{"医療法人社団", "(医社)"}, nil},
		{[]string{"医療法人財団", "(医財)"}, nil},
		{[]string{"社会医療法人"}, nil},
		{[]string{"医療法人", "(医)"}, nil},
		{[]string{"宗教法人", "(宗)"}, nil},
		{[]string{"農事組合法人", "(農)"}, nil},
		{[]string{"独立行政法人", "(独)"}, nil},
		{[]string{"地方独立行政法人", "(地独)"}, nil},
		{[]string{"国立大学法人", "(大)"}, nil},
		{[]string{"公立大学法人"}, nil},
		{[]string{"更生保護法人", "(更)"}, nil},
		{[]string{"職業訓練法人", "(訓)"}, nil},
		{[]string{"弁護士法人", "(弁)"}, nil},
		{[]string{"税理士法人", "(税)"}, nil},
		{[]string{"司法書士法人", "(司)"}, nil},
		{[]string{"行政書士法人", "(行)"}, nil},
		{[]string{"社会保険労務士法人", "(労)"}, nil},
		{[]string{"労働者協同組合", "(労協)"}, nil},
		{[]string{"認可地縁団体"}, nil},
	}
	for i := range list {
		for j, w := range list[i].written {
			list[i].written[j] = Fold(w)
		}
		for j, r := range list[i].read {
			list[i].read[j] = Fold(r)
		}
	}
	return list
})

// qualifiers stand before the legal form of a certified NPO corporation.
var qualifiers = sync.OnceValue(func() []string {
	return []string{Fold("特例認定"), Fold("仮認定"), Fold("認定")}
})

// writing is one folded way to write a legal form.
type writing struct {
	text  string
	form  int
	alone bool // so short that it counts only when nothing else is there
}

// writings are all ways to write a legal form, the longest first.
var writings = sync.OnceValue(func() []writing {
	var ws []writing
	for i, f := range forms() {
		for j, w := range f.written {
			bare := j > 0 && !strings.HasPrefix(w, "(") && w != Fold("NPO法人") && w != Fold("特非")
			ws = append(ws, writing{w, i, bare})
			if j == 0 || w == Fold("NPO法人") {
				ws = append(ws, writing{"(" + w + ")", i, false})
			}
		}
		for _, r := range f.read {
			ws = append(ws, writing{r, i, false})
		}
	}
	slices.SortStableFunc(ws, func(a, b writing) int { return len(b.text) - len(a.text) })
	return ws
})

// legal splits a folded name at its legal form: before + (the form) + after, of which
// one is empty, or only a qualifier. form is -1 when the name shows none.
func legal(folded string) (before, after string, form int) {
	start := ""
	for _, q := range qualifiers() {
		if strings.HasPrefix(folded, q) {
			start = q
			break
		}
	}
	for _, w := range writings() {
		if w.alone {
			if folded == w.text {
				return "", "", w.form
			}
			continue
		}
		if rest, ok := strings.CutPrefix(folded[len(start):], w.text); ok {
			return start, rest, w.form
		}
	}
	for _, w := range writings() {
		if rest, ok := strings.CutSuffix(folded, w.text); ok && !w.alone {
			return rest, "", w.form
		}
	}
	return folded, "", -1
}

// Spellings returns the folded spellings under which a body of this name is to be found:
// Fold(name) first, then the name with its legal form (特定非営利活動法人, 株式会社, …, at
// either end) in every usual way to write it. No spelling comes twice.
func Spellings(name string) []string {
	folded := Fold(name)
	all := []string{folded}
	before, after, form := legal(folded)
	if form < 0 {
		return all
	}
	for _, w := range forms()[form].written {
		if s := before + w + after; !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// NameKey returns the folded name without its legal form, the same for
// 「特定非営利活動法人きらら」, 「ＮＰＯ法人　きらら」 and 「きらら」: for grouping and
// ordering, and to propose that two records may be the same body, never to decide it.
// A name that is nothing but a legal form stays as Fold(name).
func NameKey(name string) string {
	folded := Fold(name)
	before, after, form := legal(folded)
	switch {
	case form < 0:
		return folded
	case after != "":
		return after
	case before != "" && !slices.Contains(qualifiers(), before):
		return before
	}
	return folded
}
