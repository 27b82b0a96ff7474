// Package demo invents organizations. None of them exists: every name carries 【架空】, every
// 法人番号 has an office code that no registry office bears. They are made by a seed, so that the
// same call gives the same register.
package demo

import (
	"context"
	"fmt"
	"math/rand/v2"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// Source is what stands as the file in the provenance of invented facts.
const Source = "見本データ"

// batchSize is how many organizations one transaction takes.
const batchSize = 250

// Fill puts n invented organizations into the register, as of the given day. The first ones show
// every status and every kind of filing record, and have published profiles; the rest is a varied
// crowd.
func Fill(ctx context.Context, svc *register.Service, n int, seed uint64, today term.Date, progress func(done int)) (err error) {
	defer fault.Wrap(&err, "demo.Fill(%d)", n)
	g := New(seed, today)
	var some named
	for done := 0; done < n; {
		size := min(batchSize, n-done)
		entries := make([]register.Entry, size)
		for i := range entries {
			entries[i] = g.Next()
			some.take(entries[i])
		}
		if err := svc.Enter(ctx, today, Source, entries); err != nil {
			return err
		}
		if done += size; progress != nil {
			progress(done)
		}
	}
	return some.profiles(ctx, svc, today)
}

// Generator makes one organization after the other.
type Generator struct {
	rnd    *rand.Rand
	today  term.Date
	made   int
	names  map[string]bool
	places []codes.Municipality
	weight []int
}

// New returns a generator whose output depends on seed and today alone.
func New(seed uint64, today term.Date) *Generator {
	g := &Generator{rnd: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)), today: today, names: map[string]bool{}} // #nosec G404 -- invented data, the same for everybody
	for _, m := range codes.Municipalities(today) {
		g.places = append(g.places, m)
		w := 2 // a town
		if m.IsCity() {
			w = 8
		}
		switch m.Name { // where corporations crowd
		case "山口市", "下関市":
			w = 40
		case "宇部市":
			w = 30
		case "周南市", "岩国市", "萩市":
			w = 15
		}
		g.weight = append(g.weight, w)
	}
	return g
}

// Next invents the next organization.
func (g *Generator) Next() register.Entry {
	g.made++
	switch k := g.made % 20; {
	case k == 7 || k == 17 || k == 12:
		return g.company()
	case k == 9:
		return g.group()
	case k == 19:
		return g.association()
	}
	return g.npo()
}

func pick[T any](g *Generator, list []T) T { return list[g.rnd.IntN(len(list))] }

// skewed picks early elements more often, as the words of real names are skewed.
func skewed[T any](g *Generator, list []T) T {
	f := g.rnd.Float64()
	return list[int(f*f*float64(len(list)))]
}

func (g *Generator) place() codes.Municipality {
	total := 0
	for _, w := range g.weight {
		total += w
	}
	n := g.rnd.IntN(total)
	for i, w := range g.weight {
		if n -= w; n < 0 {
			return g.places[i]
		}
	}
	return g.places[0]
}

// name joins a place, a stem and an ending into a name that was not used yet.
func (g *Generator) name(place codes.Municipality, stems []stem) stem {
	for try := 0; ; try++ {
		s, end := skewed(g, stems), endings[0]
		prefix := stem{}
		switch g.rnd.IntN(4) {
		case 0, 1:
			prefix = stem{place.BareName(), katakana(place.BareKana())}
		case 2:
			prefix = pick(g, prefixes)
		}
		if try > 0 || g.rnd.IntN(5) == 0 {
			end = skewed(g, endings)
		}
		if try > 3 {
			other := pick(g, fields)
			end = skewed(g, other.stems)
		}
		if try > 8 {
			n := g.rnd.IntN(99999)
			end = stem{fmt.Sprint("第", n), fmt.Sprint("ダイ", n)}
		}
		full := stem{prefix.word + s.word + end.word, prefix.kana + s.kana + end.kana}
		if !g.names[full.word] {
			g.names[full.word] = true
			return full
		}
	}
}

var prefixes = []stem{{"やまぐち", "ヤマグチ"}, {"きらら", "キララ"}, {"瀬戸内", "セトウチ"}, {"長州", "チョウシュウ"}, {"周防", "スオウ"}, {"みらい", "ミライ"},
	{"あおぞら", "アオゾラ"}, {"ふれあい", "フレアイ"}, {"虹の", "ニジノ"}, {"髙嶋", "タカシマ"}, {"すずらん", "スズラン"}, {"とらい・", "トライ"}}

func katakana(hiragana string) string {
	out := []rune(hiragana)
	for i, r := range out {
		if r >= 'ぁ' && r <= 'ん' {
			out[i] = r + 0x60
		}
	}
	return string(out)
}

// number invents a 法人番号: the check digit is right, the office code 9900 belongs to nobody.
func (g *Generator) number(kind string) codes.CorporateNumber {
	base := fmt.Sprintf("9900%s%06d", kind, g.made)
	check, _ := codes.CheckDigit(base)
	return codes.CorporateNumber(string(check) + base)
}

func (g *Generator) street() string {
	return fmt.Sprintf("%s%s丁目%s番%s号", pick(g, streets), wide(1+g.rnd.IntN(5)), wide(1+g.rnd.IntN(30)), wide(1+g.rnd.IntN(20)))
}

// wide writes a number with full-width digits, as 国税庁 does.
func wide(n int) string {
	out := []rune(fmt.Sprint(n))
	for i := range out {
		out[i] += '０' - '0'
	}
	return string(out)
}

func (g *Generator) day(from, to int) term.Date {
	return term.On(from, 1, 1).AddDays(g.rnd.IntN(365 * (to - from + 1)))
}

// houjin is the row of 国税庁 about an invented corporation.
func (g *Generator) houjin(number codes.CorporateNumber, kind, name, kana string, at codes.Municipality, street string, assigned term.Date) intake.HoujinRow {
	return intake.HoujinRow{Number: number, Process: "01", Correct: "0", Updated: g.today.AddDays(-20 - g.rnd.IntN(300)), Changed: assigned,
		Name: name, Kana: kana, Kind: kind, Prefecture: "山口県", City: at.FullName(), Street: street, PrefectureCode: at.Code[:2],
		CityCode: at.Code, Assigned: assigned, Latest: true}
}
