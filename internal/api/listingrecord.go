package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/register"
)

type listingInput struct {
	ID string `path:"id" maxLength:"40" title:"掲載番号" doc:"掲載番号。 / Identifier of the listing."`
}

// ListingDetail is one field that only some kinds of listing have.
type ListingDetail struct {
	Name  Named   `json:"name" title:"項目" doc:"どの項目か。 / Which field."`
	Value string  `json:"value" title:"値" doc:"書かれたとおりの値。選ぶ項目は記号（空白区切り）。 / The value as it was written; of choices the codes, separated by spaces."`
	Unit  *string `json:"unit" title:"単位" doc:"数の単位。 / Unit of a number."`
	Said  []Named `json:"said" nullable:"false" title:"選択肢" doc:"選ばれた選択肢の名称。 / Names of the chosen values."`
}

// ListingConditions are what the partner must be.
type ListingConditions struct {
	Legal     []string `json:"legal" nullable:"false" title:"団体の種類" doc:"団体の種類の記号。空なら問わない。 / Kinds of organization; empty means any."`
	Published bool     `json:"published_profile" title:"プロフィール公開" doc:"プロフィールを公開していること。 / A published profile."`
	Certified bool     `json:"certified" title:"認定・特例認定" doc:"認定または特例認定を受けていること。 / Certified."`
	Level     *int     `json:"disclosure_level" title:"情報開示レベル" doc:"情報開示レベルがこれ以上。問わなければ null。 / Least level of disclosure; null for any."`
	Note      *string  `json:"note" title:"補足" doc:"条件の補足。 / Further conditions."`
}

// ListingRecord is all that is published about one listing.
type ListingRecord struct {
	Listing
	KindName      Named             `json:"kind_name" title:"支援の種別" doc:"支援の種別。 / Kind of support."`
	MainKind      Named             `json:"main_kind" title:"大分類" doc:"支援の大分類。 / Main kind of support."`
	Body          string            `json:"body" title:"内容" doc:"掲載の内容。 / Description."`
	Details       []ListingDetail   `json:"details" nullable:"false" title:"種別ごとの項目" doc:"種別ごとの項目。 / Fields of the kind."`
	Least         *int64            `json:"least" title:"1団体あたりの下限" doc:"なければ null。 / Least for one partner; null without."`
	Most          *int64            `json:"most" title:"1団体あたりの上限" doc:"なければ null。 / Most for one partner; null without."`
	Area          []string          `json:"area" nullable:"false" title:"対応できる地域" doc:"市区町村コード。空なら県内全域。 / Municipalities it reaches; empty means the whole prefecture."`
	From          *string           `json:"from" format:"date" title:"期間の始まり" doc:"なければ null。 / First day; null without."`
	Until         *string           `json:"until" format:"date" title:"期間の終わり" doc:"なければ null。 / Last day; null without."`
	ListedUntil   *string           `json:"listed_until" format:"date" title:"掲載期限" doc:"なければ null。 / Last day in the list; null without."`
	Times         *string           `json:"times" title:"曜日・時間" doc:"曜日・時間。 / Days and hours."`
	Conditions    ListingConditions `json:"conditions" title:"相手の条件" doc:"相手の条件。 / What the partner must be."`
	Cost          string            `json:"cost" title:"費用" doc:"free（無償）、actual（実費のみ）、partial（一部負担）。 / Who bears the cost."`
	CostNote      *string           `json:"cost_note" title:"費用の補足" doc:"費用の補足。 / About the cost."`
	HandOver      string            `json:"hand_over" title:"受け渡し" doc:"受け渡しの方法の記号。 / Way of hand-over as a code."`
	HandOverNote  *string           `json:"hand_over_note" title:"受け渡しの補足" doc:"受け渡しの補足。 / About the hand-over."`
	Safety        *string           `json:"safety" title:"保険・資格・安全" doc:"保険・資格・安全の条件。 / Insurance, qualifications, safety."`
	MeritCompany  string            `json:"merit_company" title:"企業のメリット" doc:"企業のメリット。 / What the company gains."`
	MeritGroup    string            `json:"merit_group" title:"団体のメリット" doc:"団体のメリット。 / What the group gains."`
	Report        *string           `json:"report" title:"報告してほしいこと" doc:"報告してほしいこと。 / What to report back."`
	Beneficiaries *string           `json:"beneficiaries" title:"だれが助かるか" doc:"ニーズの受益者。 / Of a need: who benefits."`
	Benefiting    *int64            `json:"beneficiary_count" title:"助かる人の数" doc:"ニーズの受益者の数。 / Of a need: how many benefit."`
	Choosing      string            `json:"choosing" title:"選び方" doc:"first、center、selection、talk、lottery。 / How it is decided."`
	Anonymous     bool              `json:"anonymous" title:"社名非公開" doc:"成立まで名前を出していないか。 / Whether the name is not shown until an agreement."`
}

type listingOutput struct{ Body ListingRecord }

func listingOperation() huma.Operation {
	return huma.Operation{
		OperationID: "get-listing", Method: http.MethodGet, Path: listingsPath + "/{id}", Tags: []string{tagListings},
		Summary:     "ひとつの掲載 / One listing",
		Description: "ひとつの掲載の公開している部分を返します。終わった掲載も残ります。連絡先は含みません。 / The public part of one listing. Ended listings stay. Contact details are not in it.",
		Errors:      []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}
}

// listing answers GET /api/v1/listings/{id}: what is for the registered alone is as absent.
func (s *service) listing(ctx context.Context, in *listingInput) (*listingOutput, error) {
	if !id.Valid(in.ID) {
		return nil, fault.New(fault.NotFound, "api: no such listing")
	}
	l, err := s.bank.Listing(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !l.Public() {
		return nil, fault.New(fault.NotFound, "api: not a public listing")
	}
	x, err := s.listingRecord(ctx, &l)
	return &listingOutput{x}, err
}

// listingRecord is the public part of a listing.
func (s *service) listingRecord(ctx context.Context, l *bank.Listing) (x ListingRecord, err error) {
	owner, err := s.owner(ctx, l)
	if err != nil {
		return x, err
	}
	main := l.Kind.Main()
	x = ListingRecord{
		Listing:  s.listingItem(l, owner),
		KindName: named(string(l.Kind), l.Kind.Label()), MainKind: named(string(main), main.Label()), Body: l.Body, Details: []ListingDetail{},
		Least: counted(l.Least), Most: counted(l.Most), Area: some(l.Cities), From: date(l.From), Until: date(l.Until),
		ListedUntil: date(l.AdvertiseUntil), Times: known(l.Times), Cost: l.Cost, CostNote: known(l.CostNote), HandOver: l.HandOver,
		HandOverNote: known(l.HandNote), Safety: known(l.Safety), MeritCompany: l.MeritCompany, MeritGroup: l.MeritGroup, Report: known(l.Report),
		Beneficiaries: known(l.Beneficiaries), Benefiting: counted(l.BeneficiaryCount), Choosing: string(l.Choosing), Anonymous: l.Anonymous,
		Conditions: ListingConditions{Legal: []string{}, Published: l.Conditions.Published, Certified: l.Conditions.Certified, Note: known(l.Conditions.Note)},
	}
	for _, k := range l.Conditions.Legal {
		x.Conditions.Legal = append(x.Conditions.Legal, string(k))
	}
	if l.Conditions.Level > 0 {
		x.Conditions.Level = &l.Conditions.Level
	}
	for _, d := range bank.Details(l.Kind) {
		v := l.Detail[d.Name]
		if v == "" || !d.Public() {
			continue
		}
		one := ListingDetail{Name: named(d.Name, d.Label), Value: v, Unit: known(d.Unit.Ja), Said: []Named{}}
		if d.Form == bank.OneOf || d.Form == bank.SomeOf {
			for _, chosen := range strings.Fields(v) {
				for _, c := range d.Choices {
					if c.Value == chosen {
						one.Said = append(one.Said, named(c.Value, c.Label))
					}
				}
			}
		}
		x.Details = append(x.Details, one)
	}
	return x, nil
}

// owner is the organization of a listing that shows it, nil else.
func (s *service) owner(ctx context.Context, l *bank.Listing) (*ListingOwner, error) {
	if l.Anonymous || l.Organization == "" {
		return nil, nil
	}
	d, err := s.svc.Organization(ctx, l.Organization)
	var moved *register.Moved
	if errors.As(err, &moved) {
		d, err = s.svc.Organization(ctx, moved.To)
	}
	if errors.Is(err, fault.NotFound) || errors.Is(err, fault.Gone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &ListingOwner{string(d.ID), d.Name, s.site.BaseURL(d.Path())}, nil
}

// counted is nil for a number that nobody has told.
func counted(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

// supports lists the kinds of support, each main kind before its kinds.
func supports(add func(code string, l codes.Label) *Code) {
	for _, m := range codes.Mains() {
		add(string(m), m.Label())
		for _, k := range codes.Supports(m) {
			if string(k) != string(m) {
				add(string(k), k.Label()).Scheme = string(m)
			}
		}
	}
}
