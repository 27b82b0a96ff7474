package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
)

// listInput is what a list is asked for, with the same names as the list page.
type listInput struct {
	Q      string       `query:"q" maxLength:"100" title:"キーワード" doc:"さがす言葉。空白で区切ると、すべてを含む団体。名称・カナ・旧名称・通称・目的から探します。 / Words, all of which must match; they are looked for in name, kana, former and other names and purpose." example:"福祉"`
	Field  []fieldCode  `query:"field" title:"活動分野" doc:"活動分野の記号。複数はコンマ区切りか繰返しで、いずれかに当てはまる団体。一覧は /api/v1/codes/fields にあります。 / Activity fields; several by comma or by repeating, any of which. Listed by /api/v1/codes/fields."`
	City   []cityCode   `query:"city" maxItems:"100" title:"市区町村" doc:"市区町村コード（5桁）。複数可。一覧は /api/v1/codes/municipalities にあります。 / Municipalities, 5-digit codes; several allowed. Listed by /api/v1/codes/municipalities."`
	Region []regionCode `query:"region" title:"地域" doc:"地域の記号。地域に含まれる市町を選んだのと同じです。複数可。一覧は /api/v1/codes/regions にあります。 / Regions; each stands for its municipalities. Several allowed. Listed by /api/v1/codes/regions."`
	Kind   []kindCode   `query:"kind" title:"団体種別" doc:"団体の種類の記号。複数可。一覧は /api/v1/codes/kinds にあります。 / Kinds of organization; several allowed. Listed by /api/v1/codes/kinds."`
	Status []statusCode `query:"status" title:"状態" doc:"状態の記号。複数可。指定しなければ解散した団体なども含みます。一覧は /api/v1/codes/statuses にあります。 / Statuses; several allowed. Without it ended organizations are included. Listed by /api/v1/codes/statuses."`
	Level  []levelCode  `query:"level" title:"認定" doc:"認定（certified）、特例認定（special）、なし（none）。複数可。 / Certification: certified, special or none; several allowed."`
	Sort   string       `query:"sort" enum:"relevance,newest,kana" title:"並び順" doc:"関連の高い順、新しい順、五十音順。指定しなければ、キーワードがあるときは関連の高い順、ないときは五十音順。 / Order; by default relevance with words and kana without."`
	Limit  int          `query:"limit" minimum:"1" maximum:"100" default:"20" title:"件数" doc:"一度に返す件数。1から100まで。指定しなければ20。 / How many to return: 1 to 100, 20 by default."`
	After  string       `query:"after" maxLength:"8192" title:"つづき" doc:"前の応答の next の値。ほかの条件は変えないでください。 / The next of the previous answer; keep all other parameters."`
}

// Item is one organization in a list.
type Item struct {
	ID              string   `json:"id" title:"ID" doc:"変わらない番号。 / Permanent identifier." example:"0dvq8h2m40000abc"`
	Name            string   `json:"name" title:"名称" doc:"正式な名称。 / Full name."`
	NameKana        string   `json:"name_kana" title:"名称_カナ" doc:"名称のふりがな。不明なら空。 / Reading of the name; empty when unknown."`
	CorporateNumber *string  `json:"corporate_number" title:"法人番号" doc:"13桁。ない、または不明なら null。 / 13 digits; null when there is none or it is unknown."`
	Kind            string   `json:"kind" title:"団体種別" doc:"団体の種類の記号。値は増えることがあります。 / Kind as a code; values may be added." example:"npo"`
	Status          string   `json:"status" title:"状態" doc:"状態の記号。値は増えることがあります。 / Status as a code; values may be added." example:"active"`
	CityCode        *string  `json:"city_code" title:"市区町村コード" doc:"5桁。不明なら null。 / 5 digits; null when unknown."`
	Address         string   `json:"address" title:"所在地" doc:"主たる事務所の所在地。 / Address of the main office."`
	Fields          []string `json:"fields" nullable:"false" title:"活動分野" doc:"活動分野の記号。 / Activity fields as codes."`
	URL             string   `json:"url" format:"uri" title:"URL" doc:"団体のページ。 / Page of the organization."`
}

// List is one page of organizations.
type List struct {
	Total int     `json:"total" title:"全件数" doc:"条件に当てはまる団体の数。 / Organizations that match."`
	Items []Item  `json:"items" nullable:"false" title:"団体" doc:"この応答の団体。 / Organizations of this page."`
	Next  *string `json:"next" title:"つづき" doc:"次のページを読むための after の値。最後なら null。 / Value of after for the next page; null on the last."`
}

type listOutput struct{ Body List }

const tagOrganizations = "organizations"

func listOperation() huma.Operation {
	return huma.Operation{
		OperationID: "list-organizations", Method: http.MethodGet, Path: listPath, Tags: []string{tagOrganizations},
		Summary:     "団体をさがす / Find organizations",
		Description: "条件に当てはまる団体を返します。国税庁の検索対象除外の団体は含みません。 / Returns the organizations that match. Those that the National Tax Agency excludes from search are not among them.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}
}

// list answers GET /api/v1/organizations.
func (s *service) list(_ context.Context, in *listInput) (*listOutput, error) {
	f := register.Filter{
		Q:      strings.Join(strings.Fields(ja.Clean(strings.ToValidUTF8(in.Q, ""))), " "),
		Fields: texts(in.Field), Cities: texts(in.City), Regions: texts(in.Region), Kinds: texts(in.Kind),
		Statuses: texts(in.Status), Approvals: texts(in.Level), Sort: in.Sort, After: in.After, Limit: in.Limit, Bare: true,
	}
	p, err := s.svc.Search(f)
	if errors.Is(err, fault.Invalid) && in.After != "" {
		return nil, fault.Fields{{Name: "after", Says: "not the next of an answer with the same sort / 同じ並び順の応答の next ではありません"}}
	}
	if err != nil {
		return nil, err
	}
	out := &listOutput{Body: List{Total: p.Total, Items: make([]Item, len(p.Cards)), Next: known(p.Next)}}
	for i, c := range p.Cards {
		out.Body.Items[i] = Item{
			ID: string(c.ID), Name: c.Name, NameKana: c.Kana, CorporateNumber: known(c.Number), Kind: string(c.Kind),
			Status: string(c.Status), CityCode: known(c.CityCode), Address: c.Address, Fields: some(c.Fields),
			URL: s.site.BaseURL(c.Path()),
		}
	}
	return out, nil
}

// known is nil for a value that nobody has told.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// some is never nil, so that JSON says [] and not null.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// The codes that a list takes. Their schemas name the values, so that a mistyped one is refused.
type (
	fieldCode  string
	cityCode   string
	regionCode string
	kindCode   string
	statusCode string
	levelCode  string
)

// TransformSchema names the activity fields.
func (fieldCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	for _, f := range fieldsInForce() {
		s.Enum = append(s.Enum, f.Slug)
	}
	return s
}

// TransformSchema says how a municipality's code looks.
func (cityCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.Pattern = `^[0-9]{5}$`
	return s
}

// TransformSchema names the regions of all schemes.
func (regionCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	for _, scheme := range codes.Schemes() {
		for _, r := range scheme.Regions {
			s.Enum = append(s.Enum, r.Slug)
		}
	}
	return s
}

// TransformSchema names the kinds.
func (kindCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	for _, k := range codes.Kinds() {
		s.Enum = append(s.Enum, string(k))
	}
	return s
}

// TransformSchema names the statuses.
func (statusCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	for _, k := range codes.Statuses() {
		s.Enum = append(s.Enum, string(k))
	}
	return s
}

// TransformSchema names the certifications.
func (levelCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.Enum = []any{string(register.Certified), string(register.Special), "none"}
	return s
}
