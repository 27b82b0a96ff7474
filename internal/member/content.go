package member

import (
	"slices"
	"strings"
	"unicode"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// Content is what an applicant says about the body. All of it may be published.
type Content struct {
	Kind        codes.Kind     `json:"kind"`
	Name        string         `json:"name"`
	Kana        string         `json:"kana"`
	Number      string         `json:"number,omitempty"`      // 法人番号 as typed until it is checked
	PostalCode  string         `json:"postal_code,omitempty"` // 7 digits
	CityCode    string         `json:"city"`                  // JIS 5 digits, or OutsideCity
	Street      string         `json:"street"`                // after the municipality; the whole address outside the prefecture
	Line        string         `json:"line"`                  // what we do, in one line
	Fields      []string       `json:"fields,omitempty"`      // slugs; none = 未定・相談したい
	Industry    codes.Industry `json:"industry,omitempty"`    // of companies
	Established string         `json:"established,omitempty"` // a date
}

// Personal is what an application holds about people. It never enters the log's plain text, and of
// the register only the profile, as contact data that is not public.
type Personal struct {
	Representative string `json:"representative"`
	ContactName    string `json:"contact_name,omitempty"` // who answers, where it is not the representative
	Phone          string `json:"phone"`
	Mail           string `json:"mail,omitempty"`
}

// OutsideCity stands for a municipality outside the prefecture.
const OutsideCity = "outside"

// Limits of an application, in characters.
const (
	MaxName   = 100
	MaxStreet = 200
	MaxLine   = 120
	MaxFields = 5 // 重点分野 (domain 1.1: up to five of twenty)
)

// CompanyKinds and GroupKinds are the kinds of body that may apply, by door. NPO corporations are
// in the register already: their people claim them.
func CompanyKinds() []codes.Kind { return []codes.Kind{codes.Company, codes.SoleProprietor} }

// GroupKinds are the kinds of the other door.
func GroupKinds() []codes.Kind {
	return []codes.Kind{codes.Group, codes.Neighborhood, codes.GeneralAssociation, codes.PublicAssociation, codes.Welfare, codes.School,
		codes.Cooperative, codes.Economic, codes.Union, codes.Media, codes.Intermediary, codes.OtherKind}
}

// IsCompany says through which door the body came.
func (c *Content) IsCompany() bool { return slices.Contains(CompanyKinds(), c.Kind) }

// clean brings what was typed into the form in which it is stored.
func (c *Content) clean() {
	for _, p := range []*string{&c.Name, &c.Kana, &c.Street, &c.Line} {
		*p = strings.Join(strings.Fields(ja.Clean(*p)), " ")
	}
	if n, err := codes.ParseCorporateNumber(c.Number); err == nil {
		c.Number = n.String()
	}
	if d := ja.Digits(c.PostalCode); len(d) == 7 {
		c.PostalCode = d
	}
	if d, err := term.Parse(c.Established); err == nil && c.Established != "" {
		c.Established = d.String()
	}
}

func (p *Personal) clean() {
	for _, v := range []*string{&p.Representative, &p.ContactName, &p.Phone, &p.Mail} {
		*v = strings.Join(strings.Fields(ja.Clean(*v)), " ")
	}
}

// Step is a page of the form.
type Step int

// The steps: 団体のこと, 活動と連絡先, both.
const (
	StepBody    Step = 1
	StepContact Step = 2
	AllSteps    Step = 3
)

// check says what is wrong on the pages of the form up to and including the step.
func check(c *Content, p *Personal, step Step, today term.Date, w *Says) error {
	var f fault.Fields
	say := func(wrong bool, name, text string) {
		if wrong {
			f = append(f, fault.Field{Name: name, Says: text})
		}
	}
	if step&StepBody != 0 {
		say(!slices.Contains(CompanyKinds(), c.Kind) && !slices.Contains(GroupKinds(), c.Kind), "kind", w.Kind)
		say(c.Name == "", "name", w.NameMissing)
		say(runes(c.Name) > MaxName, "name", w.NameLong)
		say(c.Kana == "", "kana", w.KanaMissing)
		say(runes(c.Kana) > MaxName || !isKana(c.Kana), "kana", w.KanaWrong)
		say(c.Number != "" && !codes.CorporateNumber(c.Number).Valid(), "number", w.Number)
		say(c.PostalCode != "" && len(ja.Digits(c.PostalCode)) != 7, "postal", w.PostalCode)
		_, known := codes.MunicipalityAt(c.CityCode, today)
		say(!known && c.CityCode != OutsideCity, "city", w.City)
		say(c.Street == "", "street", w.StreetMissing)
		say(runes(c.Street) > MaxStreet, "street", w.Long)
	}
	if step&StepContact != 0 {
		say(c.Line == "", "line", w.LineMissing)
		say(runes(c.Line) > MaxLine, "line", w.LineLong)
		unknown := slices.ContainsFunc(c.Fields, func(slug string) bool { _, ok := codes.FieldBySlug(slug); return !ok })
		say(unknown || len(c.Fields) > MaxFields, "fields", w.Fields)
		say(c.IsCompany() && !slices.Contains(codes.Industries(), c.Industry), "industry", w.Industry)
		if c.Established != "" {
			d, err := term.ParseISO(c.Established)
			say(err != nil || d.After(today), "established", w.Established)
		}
		say(p.Representative == "" || runes(p.Representative) > MaxName, "representative", w.Representative)
		say(runes(p.ContactName) > MaxName, "contact_name", w.Long)
		n := len(phoneKey(p.Phone))
		say(n < 10 || n > 11 || runes(p.Phone) > 30, "phone", w.Phone)
		if p.Mail != "" {
			_, ok := mail.Address(p.Mail)
			say(!ok, "mail", w.Mail)
		}
	}
	return f.Err()
}

func runes(s string) int { return len([]rune(s)) }

// isKana says whether a reading is written in kana, with the signs that names have.
func isKana(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// phoneKey is a telephone number's digits, for comparing.
func phoneKey(phone string) string { return ja.Digits(phone) }

// record is what the register takes of the content.
func (c *Content) record() register.Record {
	r := register.Record{Number: codes.CorporateNumber(c.Number), Kind: c.Kind, Name: c.Name, Kana: c.Kana, Address: c.Address(),
		PostalCode: c.PostalCode, Purpose: c.Line, Fields: c.Fields}
	r.Established, _ = term.ParseISO(c.Established) // "" is the zero date
	return r
}

// Address is the whole address on one line.
func (c *Content) Address() string {
	if m, ok := codes.MunicipalityByCode(c.CityCode); ok {
		return "山口県" + m.FullName() + c.Street
	}
	return c.Street
}

// areaCode is the municipality's code for decisions about areas, "" outside the prefecture.
func (c *Content) areaCode() string {
	if c.CityCode == OutsideCity {
		return ""
	}
	return c.CityCode
}
