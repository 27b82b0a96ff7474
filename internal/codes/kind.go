package codes

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Kind is the kind of an organization, whatever its certification.
type Kind string

// The kinds.
const (
	NPO                Kind = "npo"
	Group              Kind = "group"
	Company            Kind = "company"
	GeneralAssociation Kind = "general-association"
	PublicAssociation  Kind = "public-association"
	Welfare            Kind = "welfare"
	School             Kind = "school"
	Neighborhood       Kind = "neighborhood"
	Cooperative        Kind = "cooperative"
	SoleProprietor     Kind = "sole-proprietor"
	Economic           Kind = "economic"
	Union              Kind = "union"
	Media              Kind = "media"
	Intermediary       Kind = "intermediary"
	Government         Kind = "government"
	OtherKind          Kind = "other"
)

type kindRow struct {
	kind  Kind
	label Label
}

var kinds = [...]kindRow{
	{NPO, Label{"NPO法人", "NPO corporation"}},
	{Group, Label{"任意団体（県民活動団体）", "Voluntary group"}},
	{Company, Label{"会社", "Company"}},
	{GeneralAssociation, Label{"一般社団・財団法人", "General association or foundation"}},
	{PublicAssociation, Label{"公益社団・財団法人", "Public interest association or foundation"}},
	{Welfare, Label{"社会福祉法人", "Social welfare corporation"}},
	{School, Label{"学校・大学", "School or university"}},
	{Neighborhood, Label{"自治会等の地縁団体", "Neighborhood association"}},
	{Cooperative, Label{"協同組合等", "Cooperative"}},
	{SoleProprietor, Label{"個人事業主", "Sole proprietor"}},
	{Economic, Label{"経済団体", "Economic association"}},
	{Union, Label{"労働団体", "Labour organization"}},
	{Media, Label{"報道機関", "Media"}},
	{Intermediary, Label{"中間支援組織", "Intermediary organization"}},
	{Government, Label{"行政", "Government"}},
	{OtherKind, Label{"その他の法人・団体", "Other"}},
}

// Kinds returns all kinds in their order.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, r := range kinds {
		list[i] = r.kind
	}
	return list
}

func (k Kind) row() (kindRow, bool) {
	i := slices.IndexFunc(kinds[:], func(r kindRow) bool { return r.kind == k })
	if i < 0 {
		return kindRow{label: Label{string(k), string(k)}}, false
	}
	return kinds[i], true
}

// Valid says that there is such a kind.
func (k Kind) Valid() bool { _, ok := k.row(); return ok }

// Label returns its name.
func (k Kind) Label() Label { r, _ := k.row(); return r.label }

// legalForms are the words that the law makes a corporation carry at the beginning
// or the end of its name.
var legalForms = []struct {
	word string
	kind Kind
}{
	{"特定非営利活動法人", NPO},
	{"NPO法人", NPO},
	{"一般社団法人", GeneralAssociation},
	{"一般財団法人", GeneralAssociation},
	{"公益社団法人", PublicAssociation},
	{"公益財団法人", PublicAssociation},
	{"社会福祉法人", Welfare},
	{"学校法人", School},
	{"国立大学法人", School},
	{"公立大学法人", School},
	{"地方独立行政法人", Government},
	{"独立行政法人", Government},
	{"国立研究開発法人", Government},
	{"土地開発公社", Government},
	{"住宅供給公社", Government},
	{"道路公社", Government},
	{"医療法人", OtherKind},
	{"宗教法人", OtherKind},
	{"管理組合法人", OtherKind},
	{"農事組合法人", Cooperative},
	{"労働組合", Union},
	{"職員組合", Union},
	{"商工会議所", Economic},
	{"商工会", Economic},
	{"商工会連合会", Economic},
	{"中小企業団体中央会", Economic},
	{"信用金庫", Cooperative},
	{"労働金庫", Cooperative},
	{"自治会", Neighborhood},
	{"町内会", Neighborhood},
}

// otherUnions are 組合 that are no cooperatives.
var otherUnions = []string{"健康保険組合", "管理組合", "再開発組合", "区画整理組合", "共済組合連合会", "厚生年金"}

// KindOf tells the kind of a corporation from its 法人種別 and its name. Among the
// registered corporations that are no companies (399) and the others (499) only the
// name tells; what carries no word of the law is "other", without registration "group".
func KindOf(houjin HoujinKind, name string) Kind {
	switch houjin {
	case "101", "201":
		return Government
	case "301", "302", "303", "304", "305", "401":
		return Company
	}
	name = strings.Join(strings.Fields(norm.NFKC.String(name)), "")
	for _, f := range legalForms {
		if strings.HasPrefix(name, f.word) {
			return f.kind
		}
	}
	for _, f := range legalForms {
		if strings.HasSuffix(name, f.word) {
			return f.kind
		}
	}
	contains := func(word string) bool { return strings.Contains(name, word) }
	switch {
	case houjin == "399" && (contains("特定非営利活動法人") || contains("NPO法人")):
		return NPO
	case slices.ContainsFunc(otherUnions, contains):
		return OtherKind
	case contains("協同組合"), houjin == "399" && strings.HasSuffix(name, "組合"):
		return Cooperative
	case contains("労働組合"):
		return Union
	case houjin == "499" && !contains("土地改良区") && !contains("年金基金"):
		return Group
	}
	return OtherKind
}
