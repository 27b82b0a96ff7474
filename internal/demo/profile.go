package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// How many of the first organizations of each kind get a published profile.
const (
	companyProfiles = 12
	npoProfiles     = 20
	groupProfiles   = 8
)

// actor is who writes the invented profiles, in the log.
const actor audit.Actor = "demo"

// named gathers the names of invented organizations that may get a profile.
type named struct{ companies, npos, groups []string }

// take notes what the generator made: bodies that stand, as many as are needed.
func (n *named) take(e register.Entry) {
	add := func(list *[]string, name string, most int) {
		if len(*list) < most {
			*list = append(*list, name)
		}
	}
	switch {
	case e.Record != nil:
		add(&n.groups, e.Record.Name, groupProfiles)
	case len(e.Houjin) == 0 || !e.Houjin[len(e.Houjin)-1].Closed.IsZero():
	case e.Portal != nil:
		if e.Portal.Dissolution == "" && e.Portal.Supervision == "" {
			add(&n.npos, e.Houjin[len(e.Houjin)-1].Name, npoProfiles)
		}
	case strings.HasPrefix(e.Houjin[0].Kind, "30"):
		add(&n.companies, e.Houjin[0].Name, companyProfiles)
	}
}

// profiles writes and publishes the profiles of the organizations with the names.
func (n *named) profiles(ctx context.Context, svc *register.Service, today term.Date) (err error) {
	defer fault.Wrap(&err, "demo.profiles")
	for i, name := range n.companies {
		if err := publish(ctx, svc, name, companyInput(i, name, today), today); err != nil {
			return err
		}
	}
	for i, name := range n.npos {
		if err := publish(ctx, svc, name, npoInput(i), today); err != nil {
			return err
		}
	}
	for i, name := range n.groups {
		in := groupInput(i)
		if i%2 == 1 { // the centre entered it after a telephone call
			in.Channel, in.Consent, in.ConsentedOn = "phone", "head", today.AddDays(-30).String()
		}
		if err := publish(ctx, svc, name, in, today); err != nil {
			return err
		}
	}
	return nil
}

// publish stores one profile, unless the organization has one already.
func publish(ctx context.Context, svc *register.Service, name string, in register.ProfileInput, today term.Date) error {
	list, err := svc.Named(ctx, name)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(o register.Organization) bool { return o.Name == name && o.Active() })
	if at < 0 {
		return nil
	}
	oid := list[at].ID
	p, _, err := svc.Profile(ctx, oid)
	if err != nil || p.Version > 0 {
		return err
	}
	by := audit.By{Actor: actor}
	if in.Channel != "" {
		by.Behalf = string(oid)
	}
	if err := svc.EditProfile(ctx, by, oid, 0, in, refusals); err != nil {
		return err
	}
	return svc.PublishProfile(ctx, by, oid, register.TermsVersion, func(lack string) string { return lack })
}

// refusals name what is wrong with an invented profile: nothing, or a test fails.
var refusals = register.ProfileSays{
	Long: func(int) string { return "too long" }, Number: func(int, int) string { return "no such number" }, Many: func(int) string { return "too many" },
	Choice: "no such choice", Visibility: "no such visibility", Link: "no link", Phone: "no telephone number", Mail: "no address", Month: "no month",
	Day: "no day", Income: "more than 100 %", PersonalNumber: "a personal number", SiteName: "no name", SiteCity: "no municipality",
	TooSites: "too many sites", Channel: "no channel", Consent: "no consent", ConsentedOn: "no day of consent",
}

// window is whom to turn to. The exchange 000 exists nowhere, example.jp belongs to nobody.
func window(i int, kind string) map[string]string {
	return map[string]string{
		"contact_name":  surnames[i%len(surnames)] + " " + givenNames[i%len(givenNames)] + "【架空】",
		"contact_phone": fmt.Sprintf("083-000-%04d", 1000+i), "contact_mail": fmt.Sprintf("%s%d@example.jp", kind, i+1),
		"contact_hours": "平日 9時から17時まで", "contact_means": "mail phone", "reply_days": fmt.Sprint(3 + i%5),
	}
}

var industryOf = map[string]string{"製作所": "E", "建設": "D", "食品": "E", "運輸": "H", "商事": "I", "水産": "E", "印刷": "E", "電機": "D",
	"観光バス": "H", "ソフト": "G", "化学": "E", "園芸": "A"}

// offersOf is what companies and groups may give, in turn.
var offersOf = []string{"会議室を土日に貸し出せます。", "社員が月に1回、清掃活動に参加できます。", "トラックと運転手を半日出せます。", "工場見学と出前授業ができます。",
	"ホームページの作り方を教えられます。", "印刷の余り紙を差し上げます。", "木材の端材を差し上げます。", "決算書の読み方を教えられます。"}

func companyInput(i int, name string, today term.Date) register.ProfileInput {
	values := window(i, "company")
	industry, business := "R", "地域の事業"
	for _, c := range companies {
		if strings.Contains(name, c.word) {
			industry, business = industryOf[c.word], c.business
		}
	}
	staff := []string{"10-19", "30-49", "50-99", "100-199", "300-"}
	fields := []string{"environment children", "town", "welfare employment", "disaster safety", "culture-sports"}
	for k, v := range map[string]string{
		"line": business + "の会社です。" + []string{"地域の子どもたちを応援します", "川と里山を守る活動に加わります", "災害に備える活動を支えます"}[i%3], "industry": industry,
		"staff": staff[i%len(staff)], "policy": "本業で培った技術と人を、地域の課題の解決に役立てます。", "fields": fields[i%len(fields)],
		"offers": offersOf[i%len(offersOf)], "record": "昨年度は、地域の清掃活動に社員が参加しました。", "leave": []string{"yes", "no", "planned"}[i%3],
		"benefits": "participation community training", "refusals": "religion politics", "contact_section": "総務課",
		"website": fmt.Sprintf("https://example.jp/company%d", i+1),
	} {
		values[k] = v
	}
	if i%4 == 0 {
		values["fields"], values["undecided"] = "", "yes"
	}
	if i%3 == 0 {
		values["schemes"] = "volunteer-model childcare-discount"
	}
	in := register.ProfileInput{Values: values, HasSites: true}
	towns := codes.Municipalities(today)
	for n := range 1 + i%3 {
		at := towns[(i*3+n*5)%len(towns)]
		in.Sites = append(in.Sites, register.Site{Name: at.BareName() + []string{"営業所", "工場", "支店"}[n], CityCode: at.Code, Street: "中央1丁目1番",
			Contact: "所長【架空】", Phone: fmt.Sprintf("083-000-%04d", 2000+i*10+n)})
	}
	return in
}

func npoInput(i int) register.ProfileInput {
	values := window(100+i, "npo")
	lines := []string{"子どもの居場所と学びを支えます", "川と海の環境を守ります", "高齢の方の暮らしを支えます", "空き家を生かしたまちづくりを進めます", "災害に備える人を育てます"}
	fields := []string{"children social-education", "environment", "welfare", "town economy", "disaster safety"}
	for k, v := range map[string]string{
		"line": lines[i%len(lines)], "overview": "週に3日、地域の拠点で活動しています。だれでも見学できます。", "fields": fields[i%len(fields)],
		"offers": "活動の現場での体験と、講師の派遣ができます。", "seeks": []string{"送迎に使う車を探しています。", "パソコンを教えてくれる人を探しています。", "活動の場所を探しています。"}[i%3],
		"reception": "担当者が1人います。初めての方には事前に説明します。", "evenings": []string{"yes", ""}[i%2], "members": fmt.Sprint(20 + i*3),
		"volunteers": fmt.Sprint(10 + i*2), "staff_full": fmt.Sprint(i % 4), "staff_paid": fmt.Sprint(i % 6), "income_fees": "15", "income_gifts": "20",
		"income_grants": "30", "income_contracts": "25", "income_own": "10", "accounting": "npo", "insurance": "yes", "insurance_note": "ボランティア行事用保険",
		"privacy": "名簿は鍵のかかる棚に置き、目的以外に使いません。", "sdgs": []string{"4 17", "13 14 15", "3 11"}[i%3],
	} {
		values[k] = v
	}
	return register.ProfileInput{Values: values}
}

func groupInput(i int) register.ProfileInput {
	values := window(200+i, "group")
	for k, v := range map[string]string{
		"line":     []string{"月に1回、海岸を清掃しています", "絵本の読み聞かせをしています", "手話を学び、広めています", "花で駅前を飾っています"}[i%4],
		"overview": "会員が休日に集まって活動しています。", "fields": []string{"environment", "children", "welfare", "town"}[i%4], "established": fmt.Sprintf("%d年4月", 2005+i),
		"members": fmt.Sprint(8 + i), "offers": "体験の受け入れができます。", "seeks": "道具を置く場所を探しています。", "reception": "代表が電話でお答えします。",
		"rules": "yes", "rules_on": "2020-04-01", "accounts": "yes", "insurance": "yes", "head": givenNames[i%len(givenNames)] + "【架空】",
	} {
		values[k] = v
	}
	return register.ProfileInput{Values: values}
}
