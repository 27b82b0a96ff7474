package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

type showInput struct {
	ID string `path:"id" maxLength:"40" title:"ID または法人番号" doc:"ID、または13桁の法人番号。 / Identifier, or corporate number of 13 digits." example:"0dvq8h2m40000abc"`
}

// Named is a code with its names.
type Named struct {
	Code   string `json:"code" title:"記号" doc:"記号。 / Code."`
	Name   string `json:"name" title:"名称" doc:"日本語の名称。 / Name in Japanese."`
	NameEn string `json:"name_en" title:"名称_英字" doc:"英語の名称。 / Name in English."`
}

// AddressParts is an address split as far as its source allows.
type AddressParts struct {
	PostalCode     *string `json:"postal_code" title:"郵便番号" doc:"7桁、ハイフンなし。 / 7 digits without hyphen."`
	PrefectureCode *string `json:"prefecture_code" title:"都道府県コード" doc:"2桁。 / 2 digits."`
	Prefecture     *string `json:"prefecture" title:"都道府県" doc:"都道府県。 / Prefecture."`
	City           *string `json:"city" title:"市区町村" doc:"市区町村（郡を含む）。 / Municipality, with its district."`
	Street         *string `json:"street" title:"町字以下" doc:"町字・番地・建物名。 / The rest."`
}

// FormerName is a name that an organization had.
type FormerName struct {
	Name  string  `json:"name" title:"旧名称" doc:"以前の名称。 / Former name."`
	Until *string `json:"until" format:"date" title:"変更日" doc:"名称が変わった日。不明なら null。 / Day of the change; null when unknown."`
}

// Sourced says who states something.
type Sourced struct {
	Source     *string `json:"source" title:"出典の記号" doc:"だれの情報か。不明なら null。 / Who states it; null when unknown."`
	SourceName *string `json:"source_name" title:"出典" doc:"出典の名称。 / Name of the source."`
}

// Event is one thing that happened to an organization.
type Event struct {
	Kind   Named   `json:"kind" title:"できごと" doc:"できごとの種類。 / What happened."`
	On     *string `json:"on" format:"date" title:"日付" doc:"その日。不明なら null。 / The day; null when unknown."`
	Before *string `json:"before" title:"変更前" doc:"変更前。 / Before the change."`
	After  *string `json:"after" title:"変更後" doc:"変更後。 / After the change."`
	Sourced
}

// Filing is the annual report of one fiscal year (NPO法29条).
type Filing struct {
	PeriodEnd string  `json:"period_end" format:"date" title:"事業年度の末日" doc:"事業年度の末日。 / Last day of the fiscal year."`
	Due       *string `json:"due" format:"date" title:"提出期限" doc:"提出期限。 / Last day for filing."`
	FiledOn   *string `json:"filed_on" format:"date" title:"提出日" doc:"受け付けた日。まだなら null。 / Day of receipt; null when not yet filed."`
	State     Named   `json:"state" title:"提出状況" doc:"提出状況。 / How the filing stands today."`
	Sourced
}

// Fact says where a fact comes from.
type Fact struct {
	Fact   Named   `json:"fact" title:"項目" doc:"どの項目か。 / Which fact."`
	Source Named   `json:"source" title:"出典" doc:"だれの情報か。 / Who states it."`
	AsOf   *string `json:"as_of" format:"date" title:"時点" doc:"いつの情報か。 / As of when."`
	File   *string `json:"file" title:"ファイル" doc:"どのファイルから取り込んだか。 / From which file."`
}

// Record is all that the register publishes about one organization.
type Record struct {
	Item
	NameEn         *string      `json:"name_en" title:"名称_英字" doc:"英語の名称。 / Name in English."`
	FormerNames    []FormerName `json:"former_names" nullable:"false" title:"旧名称" doc:"以前の名称。 / Former names."`
	Aliases        []string     `json:"aliases" nullable:"false" title:"通称" doc:"ほかの表記・通称。 / Other names."`
	KindName       Named        `json:"kind_name" title:"団体種別" doc:"団体の種類。 / Kind."`
	StatusName     Named        `json:"status_name" title:"状態" doc:"状態。 / Status."`
	Excluded       bool         `json:"excluded" title:"検索対象除外" doc:"国税庁の検索対象除外で、一覧に出ません。 / Excluded from search by the National Tax Agency; never in lists."`
	Invented       bool         `json:"invented" title:"架空" doc:"見本のための架空の団体です。 / Fictitious, for a demonstration."`
	AddressParts   AddressParts `json:"address_parts" title:"所在地の内訳" doc:"所在地の内訳。 / Parts of the address."`
	Offices        *string      `json:"offices" title:"従たる事務所" doc:"1行に1つ。 / Other offices, one a line."`
	Representative *string      `json:"representative" title:"代表者" doc:"出典に公開されている代表者。 / Representative as published."`
	Purpose        *string      `json:"purpose" title:"目的" doc:"定款に記載された目的。 / Purpose in the articles."`
	Activities     *string      `json:"activities" title:"特定非営利活動に係る事業" doc:"特定非営利活動に係る事業。 / Specified nonprofit business."`
	OtherBusiness  *string      `json:"other_business" title:"その他の事業" doc:"その他の事業。 / Other business."`
	FieldNames     []Named      `json:"field_names" nullable:"false" title:"活動分野" doc:"活動分野。名称は現在の法律の文言。 / Activity fields in the wording of the act in force."`
	Office         *string      `json:"office" title:"所轄庁" doc:"所轄庁。 / Competent authority."`
	FiscalYearEnd  *string      `json:"fiscal_year_end" title:"事業年度の末日" doc:"MM-DD。02-29 は2月末日。 / MM-DD; 02-29 is the end of February." example:"03-31"`

	AssignedOn        *string `json:"assigned_on" format:"date" title:"法人番号指定年月日" doc:"法人番号が指定された日。 / Corporate number assigned."`
	CertifiedOn       *string `json:"certified_on" format:"date" title:"設立認証年月日" doc:"設立が認証された日。 / Establishment certified."`
	RegisteredOn      *string `json:"registered_on" format:"date" title:"設立登記年月日" doc:"設立が登記された日。 / Establishment registered."`
	Approval          *string `json:"approval" title:"認定" doc:"今日有効な認定（certified）・特例認定（special）。なければ null。 / Certification that stands today: certified or special; null without."`
	ApprovalName      *string `json:"approval_name" title:"認定の名称" doc:"認定の名称。 / Name of the certification."`
	ApprovedOn        *string `json:"approved_on" format:"date" title:"認定日" doc:"認定の日。 / First day of the certification."`
	ApprovedUntil     *string `json:"approved_until" format:"date" title:"認定の有効期限" doc:"有効期間の最後の日。 / Last day of the certification."`
	ApprovalRevokedOn *string `json:"approval_revoked_on" format:"date" title:"認定取消日" doc:"認定が取り消された日。 / Certification revoked."`
	DissolvedOn       *string `json:"dissolved_on" format:"date" title:"解散年月日" doc:"解散した日。 / Dissolved."`
	Dissolution       *string `json:"dissolution" title:"解散情報" doc:"出典の文言。 / As the source writes it."`
	Supervision       *string `json:"supervision" title:"監督情報" doc:"出典の文言。 / As the source writes it."`
	ClosedOn          *string `json:"closed_on" format:"date" title:"閉鎖年月日" doc:"登記記録が閉鎖された日。 / Registration closed."`
	SuccessorNumber   *string `json:"successor_number" title:"承継先法人番号" doc:"合併した先の法人番号。 / Corporate number of the body it merged into."`
	ChangedOn         *string `json:"changed_on" format:"date" title:"最終変更日" doc:"出典の内容が最後に変わった日。 / Latest change that a source tells."`

	FilingRecord  string   `json:"filing_record" enum:"none,held" title:"提出記録の有無" doc:"none は、この県の提出記録が未登録であること（未提出という意味ではありません）。held は登録済み。 / none: no filing record is held here, which does not mean that nothing was filed; held: records are held."`
	Filings       []Filing `json:"filings" nullable:"false" title:"事業報告書等" doc:"事業報告書等の提出。新しい順。 / Annual reports, newest first."`
	NextFilingDue *string  `json:"next_filing_due" format:"date" title:"次の提出期限" doc:"次の事業報告書等の提出期限。計算できなければ null。 / Deadline of the next annual report; null when it cannot be computed."`
	NextFilingEnd *string  `json:"next_filing_period_end" format:"date" title:"次に提出する事業年度の末日" doc:"その事業年度の末日。 / Last day of its fiscal year."`

	Events    []Event `json:"events" nullable:"false" title:"できごと" doc:"設立からのできごと。新しい順。 / What happened, newest first."`
	Facts     []Fact  `json:"facts" nullable:"false" title:"出典" doc:"項目ごとの出典。 / Source of each fact."`
	PortalURL *string `json:"portal_url" title:"内閣府ポータルのページ" doc:"内閣府NPO法人ポータルサイトのページ。 / Page on the portal of the Cabinet Office."`
}

type showOutput struct{ Body Record }

func showOperation() huma.Operation {
	return huma.Operation{
		OperationID: "get-organization", Method: http.MethodGet, Path: listPath + "/{id}", Tags: []string{tagOrganizations},
		Summary:     "団体の情報 / One organization",
		Description: "ひとつの団体について公開しているすべてを、項目ごとの出典とともに返します。解散した団体も残ります。 / Everything that is published about one organization, with the source of each fact. Ended organizations stay.",
		Errors:      []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}
}

// show answers GET /api/v1/organizations/{id}.
func (s *service) show(ctx context.Context, in *showInput) (*showOutput, error) {
	oid := register.ID(in.ID)
	if n, err := codes.ParseCorporateNumber(in.ID); err == nil {
		if oid, err = s.svc.ByNumber(ctx, n.String()); err != nil {
			return nil, err
		}
	} else if !id.Valid(in.ID) {
		return nil, fault.New(fault.NotFound, "api: no such organization")
	}
	d, err := s.svc.Organization(ctx, oid)
	if err != nil {
		return nil, err
	}
	return &showOutput{s.record(d, term.Of(s.svc.DB.Now()))}, nil
}

// record is the organization as it stands on the day.
func (s *service) record(d register.Detail, today term.Date) Record {
	o := d.Organization
	x := Record{
		Item: Item{ID: string(o.ID), Name: o.Name, NameKana: o.Kana, CorporateNumber: known(o.Number.String()), Kind: string(o.Kind),
			Status: string(o.Status), CityCode: known(o.Address.CityCode), Address: o.Address.String(), Fields: some(o.Fields),
			URL: s.site.BaseURL(o.Path())},
		NameEn: known(o.NameEn), FormerNames: []FormerName{}, Aliases: []string{},
		KindName:   named(string(o.Kind), o.Kind.Label()),
		StatusName: named(string(o.Status), o.Status.Label()),
		Excluded:   o.Hidden, Invented: o.Invented,
		AddressParts: AddressParts{known(o.Address.PostalCode), known(o.Address.PrefectureCode), known(o.Address.Prefecture),
			known(o.Address.City), known(o.Address.Street)},
		Offices: known(o.Offices), Representative: known(o.Representative), Purpose: known(o.Purpose), Activities: known(o.Activities),
		OtherBusiness: known(o.OtherBusiness), FieldNames: []Named{}, Office: known(o.Office), FiscalYearEnd: known(o.FiscalEnd.String()),
		AssignedOn: date(o.AssignedOn), CertifiedOn: date(o.CertifiedOn), RegisteredOn: date(o.RegisteredOn),
		ApprovedOn: date(o.ApprovedOn), ApprovedUntil: date(o.ApprovedUntil), ApprovalRevokedOn: date(o.ApprovalRevokedOn),
		DissolvedOn: date(o.DissolvedOn), Dissolution: known(o.Dissolution), Supervision: known(o.Supervision), ClosedOn: date(o.ClosedOn),
		SuccessorNumber: known(o.Successor.String()), ChangedOn: date(o.ChangedOn),
		FilingRecord: "none", Filings: []Filing{}, Events: []Event{}, Facts: []Fact{}, PortalURL: known(o.PortalURL),
	}
	for _, n := range o.OtherNames {
		if n.Former {
			x.FormerNames = append(x.FormerNames, FormerName{n.Name, date(n.Until)})
		} else {
			x.Aliases = append(x.Aliases, n.Name)
		}
	}
	for _, slug := range o.Fields {
		if f, ok := codes.FieldBySlug(slug); ok {
			x.FieldNames = append(x.FieldNames, Named{slug, f.Official(), f.Label.En})
		}
	}
	if o.ApprovedAt(today) {
		x.Approval, x.ApprovalName = known(string(o.Approval)), known(o.Approval.Label().Ja)
	}
	for _, f := range d.Filings {
		state := f.State(today)
		x.Filings = append(x.Filings, Filing{f.PeriodEnd.String(), date(f.Due), date(f.Filed), named(string(state), state.Label()), source(f.Source)})
		x.FilingRecord = "held"
	}
	if d.HasNext {
		x.NextFilingDue, x.NextFilingEnd = date(d.Next.Due), date(d.Next.PeriodEnd)
	}
	for _, e := range d.Events {
		x.Events = append(x.Events, Event{named(string(e.Kind), e.Kind.Label()), date(e.On), known(e.Before), known(e.After), source(e.Source)})
	}
	for _, fact := range register.Facts() {
		if p, ok := o.Provenance[fact]; ok {
			x.Facts = append(x.Facts, Fact{named(fact, register.FactLabel(fact)), named(string(p.Source), p.Source.Label()), date(p.AsOf), known(p.File)})
		}
	}
	return x
}

func named(code string, l codes.Label) Named { return Named{code, l.Ja, l.En} }

func source(s register.Source) Sourced { return Sourced{known(string(s)), known(s.Label().Ja)} }

// date is nil for no date.
func date(d term.Date) *string { return known(d.String()) }
