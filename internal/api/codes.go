package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

type codesInput struct {
	Table string `path:"table" enum:"fields,municipalities,regions,kinds,statuses,supports" title:"一覧" doc:"どの一覧か。 / Which table." example:"statuses"`
}

// Code is one row of a code table. What a table does not have is left out.
type Code struct {
	Named
	Number         int      `json:"number,omitempty" title:"号数" doc:"活動分野の号数（特定非営利活動促進法別表）。 / Number in the annex of the NPO act."`
	Official       string   `json:"official,omitempty" title:"法律の文言" doc:"活動分野の法律の文言。 / Wording of the act."`
	Kana           string   `json:"kana,omitempty" title:"ふりがな" doc:"市町の名称のふりがな。 / Reading of the name."`
	LocalCode      string   `json:"local_code,omitempty" title:"全国地方公共団体コード" doc:"検査数字つき6桁。 / 6 digits with check digit."`
	Until          *string  `json:"until,omitempty" format:"date" title:"最後の日" doc:"廃止された市町の最後の日。 / Last day of an abolished municipality."`
	Scheme         string   `json:"scheme,omitempty" title:"地域の分け方・大分類" doc:"地域の分け方の記号、または支援の大分類。 / Scheme of regions, or main kind of support."`
	Municipalities []string `json:"municipalities,omitempty" nullable:"false" title:"市町" doc:"地域に含まれる市町（5桁）。 / Municipalities of the region, 5 digits."`
}

// Codes is a code table.
type Codes struct {
	Table string `json:"table" title:"一覧" doc:"一覧の名前。 / Name of the table."`
	Items []Code `json:"items" nullable:"false" title:"記号" doc:"決まった順の記号。 / Codes in their fixed order."`
}

type codesOutput struct{ Body Codes }

const tagCodes = "codes"

func codesOperation() huma.Operation {
	return huma.Operation{
		OperationID: "get-codes", Method: http.MethodGet, Path: basePath + "/codes/{table}", Tags: []string{tagCodes},
		Summary:     "記号の一覧 / Code tables",
		Description: "この API で使う記号と、その名称を返します。 / The codes that this API uses, with their names.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}
}

// annexOf20 is the first day of the annex of 20 fields, which is in force (平成23年法律第70号).
func annexOf20() term.Date { return term.On(2012, 4, 1) }

// fieldsInForce returns the activity fields of the act as it stands.
func fieldsInForce() []codes.Field { return codes.Fields(annexOf20()) }

// codes answers GET /api/v1/codes/{table}.
func (s *service) codes(_ context.Context, in *codesInput) (*codesOutput, error) {
	out := Codes{Table: in.Table, Items: []Code{}}
	add := func(code string, l codes.Label) *Code {
		out.Items = append(out.Items, Code{Named: named(code, l)})
		return &out.Items[len(out.Items)-1]
	}
	switch in.Table {
	case "fields":
		for _, f := range fieldsInForce() {
			c := add(f.Slug, f.Label)
			c.Number, _ = f.Number(annexOf20())
			c.Official = f.Official()
		}
	case "municipalities":
		// Those of the day before the latest merger are all that records may name.
		for _, m := range codes.Municipalities(term.On(2010, 1, 15)) {
			c := add(m.Code, m.Label())
			c.Kana, c.LocalCode, c.Until = m.Kana, m.LocalCode(), date(m.Until)
		}
	case "regions":
		for _, scheme := range codes.Schemes() {
			for _, r := range scheme.Regions {
				c := add(r.Slug, r.Label)
				c.Scheme, c.Municipalities = scheme.Slug, slices.Clone(r.Municipalities)
			}
		}
	case "kinds":
		for _, k := range codes.Kinds() {
			add(string(k), k.Label())
		}
	case "supports":
		supports(add)
	case "statuses":
		for _, st := range codes.Statuses() {
			add(string(st), st.Label())
		}
	}
	return &codesOutput{out}, nil
}
