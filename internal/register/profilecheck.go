package register

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// ProfileInput is what somebody typed. An item that is not in Values or Visibility stays as it is.
type ProfileInput struct {
	Values     map[string]string
	Visibility map[string]Visibility
	Sites      []Site
	HasSites   bool // Sites are all sites; false: they stay as they are
	// Of an entry by proxy: how it was asked for (Channels), who agreed (Consenters), and when.
	Channel     string
	Consent     string
	ConsentedOn string
}

// ProfileSays are the texts of refusals in the reader's language.
type ProfileSays struct {
	Long                                                 func(limit int) string
	Number                                               func(min, max int) string
	Many                                                 func(limit int) string
	Choice, Visibility, Link, Phone, Mail, Month, Day    string
	Income, PersonalNumber, SiteName, SiteCity, TooSites string
	Channel, Consent, ConsentedOn                        string
}

// Limits of the sites of one organization.
const (
	MaxSites      = 50
	maxSiteText   = 60
	maxSiteStreet = 120
)

// checker gathers what is wrong with an input.
type checker struct {
	says   ProfileSays
	today  term.Date
	faults fault.Fields
}

func (c *checker) refuse(name, says string) {
	c.faults = append(c.faults, fault.Field{Name: name, Says: says})
}

// apply puts the input on the profile. What is wrong with it is left out and gathered.
func (c *checker) apply(p *Profile, in ProfileInput) {
	for _, i := range Items(p.Kind) {
		if raw, ok := in.Values[i.Name]; ok {
			if v, ok := c.value(i, raw); ok && v != "" {
				p.Values[i.Name] = v
			} else if ok {
				delete(p.Values, i.Name)
			}
		}
		if v, ok := in.Visibility[i.Name]; ok {
			switch {
			case !slices.Contains(i.Allowed, v):
				c.refuse("see_"+i.Name, c.says.Visibility)
			case v == i.Default():
				delete(p.Visibility, i.Name)
			default:
				p.Visibility[i.Name] = v
			}
		}
	}
	if sum := income(p); sum > 100 {
		c.refuse("income_fees", c.says.Income)
	}
	if in.HasSites {
		p.Sites = c.sites(in.Sites)
	}
}

// income is the sum of the shares of the NPO's income, in percent.
func income(p *Profile) (sum int) {
	for name, v := range p.Values {
		if strings.HasPrefix(name, "income_") {
			n, _ := strconv.Atoi(v)
			sum += n
		}
	}
	return sum
}

// value brings a typed value into the form in which it is stored.
func (c *checker) value(i *Item, raw string) (v string, ok bool) {
	v = ja.Clean(raw)
	if i.Form != Prose {
		v = strings.Join(strings.Fields(v), " ")
	}
	if v == "" {
		return "", true
	}
	switch i.Form {
	case OneLine, Prose:
		return c.text(i.Name, v, i.Limit)
	case OneOf:
		if !i.Has(v) {
			c.refuse(i.Name, c.says.Choice)
			return "", false
		}
		return v, true
	case SomeOf:
		return c.some(i, strings.Fields(v))
	case Yes:
		return "yes", true
	case Count:
		n, err := strconv.Atoi(number(v))
		if err != nil || n < i.Min || n > i.Max {
			c.refuse(i.Name, c.says.Number(i.Min, i.Max))
			return "", false
		}
		return strconv.Itoa(n), true
	case Month:
		if m, err := ParseMonth(v); err == nil && !m.From().After(c.today) {
			return m.String(), true
		}
		c.refuse(i.Name, c.says.Month)
	case Day:
		if d, err := term.Parse(v); err == nil && !d.After(c.today) {
			return d.String(), true
		}
		c.refuse(i.Name, c.says.Day)
	case Link:
		if v = norm.NFKC.String(v); link(v) && utf8.RuneCountInString(v) <= i.Limit {
			return v, true
		}
		c.refuse(i.Name, c.says.Link)
	case Phone:
		if v, ok := phone(v); ok {
			return v, true
		}
		c.refuse(i.Name, c.says.Phone)
	case Mail:
		v = norm.NFKC.String(v)
		if a, err := mail.ParseAddress(v); err == nil && a.Address == v && len(v) <= i.Limit && strings.Contains(v[strings.LastIndex(v, "@"):], ".") {
			return v, true
		}
		c.refuse(i.Name, c.says.Mail)
	}
	return "", false
}

// text checks the length of free text and that nobody's 個人番号 stands in it (番号法20条).
func (c *checker) text(name, v string, limit int) (string, bool) {
	if utf8.RuneCountInString(v) > limit {
		c.refuse(name, c.says.Long(limit))
		return "", false
	}
	if HasPersonalNumber(v) {
		c.refuse(name, c.says.PersonalNumber)
		return "", false
	}
	return v, true
}

func (c *checker) some(i *Item, values []string) (string, bool) {
	var kept []string
	for _, v := range values {
		if !i.Has(v) {
			c.refuse(i.Name, c.says.Choice)
			return "", false
		}
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	if i.Limit > 0 && len(kept) > i.Limit {
		c.refuse(i.Name, c.says.Many(i.Limit))
		return "", false
	}
	return strings.Join(kept, " "), true
}

// sites checks the sites; one without any text is left out. Their fields are site-1-name and so on.
func (c *checker) sites(list []Site) (kept []Site) {
	if len(list) > MaxSites {
		c.refuse(ItemSites, c.says.TooSites)
		return nil
	}
	for n, s := range list {
		prefix := SiteField(n+1, "")
		for _, f := range []struct {
			name  string
			value *string
			limit int
		}{{"name", &s.Name, maxSiteText}, {"street", &s.Street, maxSiteStreet}, {"contact", &s.Contact, maxSiteText}} {
			*f.value = strings.Join(strings.Fields(ja.Clean(*f.value)), " ")
			if v, ok := c.text(prefix+f.name, *f.value, f.limit); ok {
				*f.value = v
			}
		}
		if s.Phone = ja.Clean(s.Phone); s.Phone != "" {
			v, ok := phone(s.Phone)
			if !ok {
				c.refuse(prefix+"phone", c.says.Phone)
			}
			s.Phone = v
		}
		if s == (Site{ID: s.ID}) {
			continue
		}
		if s.Name == "" {
			c.refuse(prefix+"name", c.says.SiteName)
		}
		if m, ok := codes.MunicipalityByCode(s.CityCode); !ok || !m.Exists(c.today) {
			c.refuse(prefix+"city", c.says.SiteCity)
		}
		kept = append(kept, s)
	}
	return kept
}

// SiteField is the name of a form's field of the site with that number, from 1.
func SiteField(n int, name string) string { return "site-" + strconv.Itoa(n) + "-" + name }

// consent checks what a proxy must say, and returns how it is stored.
func (c *checker) consent(in ProfileInput) (channel, consent string) {
	if !IsChannel(in.Channel) {
		c.refuse("channel", c.says.Channel)
	}
	if !slices.ContainsFunc(Consenters(), func(x Choice) bool { return x.Value == in.Consent }) {
		c.refuse("consent", c.says.Consent)
	}
	day, err := term.Parse(in.ConsentedOn)
	if err != nil || day.After(c.today) {
		c.refuse("consented_on", c.says.ConsentedOn)
	}
	return in.Channel, in.Consent + " " + day.String()
}

// number takes the unit and the commas off a number: 「１，２００人」 → "1200".
func number(v string) string {
	v = strings.TrimRight(norm.NFKC.String(v), " 人名日%月")
	return strings.ReplaceAll(v, ",", "")
}

// ParseMonth reads a year, a month or a day as people write it: 平成12年4月, 2000-04, 2000/4, 2000年.
func ParseMonth(s string) (term.Period, error) {
	t := norm.NFKC.String(s)
	if y, m, ok := strings.Cut(strings.ReplaceAll(t, "/", "-"), "-"); ok && len(y) == 4 && !strings.Contains(m, "-") {
		t = y + "年" + m + "月"
	}
	p, err := term.ParsePeriod(t, term.Period{})
	if err != nil {
		return p, err
	}
	if p != term.OnDay(p.From()) && p.Precision() != term.ByMonth && p.Precision() != term.ByYear || p.IsOpen() || p.IsMonthly() {
		return p, fault.New(fault.Invalid, "%q is no year, month or day", s)
	}
	return p, nil
}

// link says whether s is an address that a browser may be sent to.
func link(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " \"<>\\")
}

// phone writes a Japanese telephone number with digits of half width; ok is false for none.
func phone(s string) (string, bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("‐‑‒–—―−ーｰ－-", r):
			return '-'
		case r == ' ' || r == '　':
			return -1
		}
		return r
	}, s)
	s = norm.NFKC.String(s)
	if strings.Trim(s, "0123456789-()") != "" || !strings.HasPrefix(strings.TrimLeft(s, "("), "0") {
		return "", false
	}
	n := len(ja.Digits(s))
	return s, n == 10 || n == 11
}

// HasPersonalNumber says whether 12 digits with the check digit of a 個人番号 stand in the text, which
// nobody may collect without need (番号法20条). The check digit is that of 総務省令 (平成26年第85号) 5条.
func HasPersonalNumber(text string) bool {
	text = norm.NFKC.String(text)
	var digits []byte
	plus := false
	flush := func() bool {
		found := len(digits) == 12 && !plus && personalNumber(digits)
		digits, plus = digits[:0], false
		return found
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits = append(digits, c)
		case (c == ' ' || c == '-') && len(digits) > 0 && len(digits)%4 == 0:
		default:
			if flush() {
				return true
			}
			plus = c == '+'
		}
	}
	return flush()
}

// personalNumber checks the last of 12 digits against the others.
func personalNumber(d []byte) bool {
	sum := 0
	for n := 1; n <= 11; n++ {
		q := n + 1
		if n >= 7 {
			q = n - 5
		}
		sum += int(d[11-n]-'0') * q
	}
	check := 11 - sum%11
	if sum%11 <= 1 {
		check = 0
	}
	return int(d[11]-'0') == check
}
