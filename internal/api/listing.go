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
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

const (
	tagListings  = "listings"
	listingsPath = basePath + "/listings"
)

// listingsInput is what a list of listings is asked for, with the same names as the pages.
type listingsInput struct {
	Direction string              `query:"direction" enum:"offer,need" title:"向き" doc:"提供（offer）かニーズ（need）。指定しなければ両方。 / Offers or needs; both by default."`
	Q         string              `query:"q" maxLength:"100" title:"キーワード" doc:"さがす言葉。空白で区切ると、すべてを含む掲載。 / Words, all of which must match."`
	Kind      []supportCode       `query:"kind" title:"支援の種別" doc:"支援の種別の記号（G2 など）、または大分類の文字（G など）。複数はコンマ区切りか繰返しで、いずれか。一覧は /api/v1/codes/supports にあります。 / Kinds of support (such as G2) or main kinds (such as G); several by comma or by repeating, any of which. Listed by /api/v1/codes/supports."`
	City      []cityCode          `query:"city" maxItems:"100" title:"市区町村" doc:"掲載の場所の市区町村コード（5桁）。複数可。 / Municipality of the listing, 5 digits; several allowed."`
	Field     []fieldCode         `query:"field" title:"活動分野" doc:"活動分野の記号。複数可。 / Activity fields; several allowed."`
	Status    []listingStatusCode `query:"status" title:"状態" doc:"受付中（open）、一部成立（partly）、成立（taken）、一時停止（paused）。複数可。 / Status; several allowed."`
	Standing  []standingCode      `query:"standing" title:"随時" doc:"随時（yes）か期間の定めあり（no）。 / At any time (yes) or with a period (no)."`
	Disaster  []disasterCode      `query:"disaster" title:"災害時転用可" doc:"yes で、災害時に転用できる掲載だけ。 / yes: only those available in a disaster."`
	Sort      string              `query:"sort" enum:"relevance,newest,closing" title:"並び順" doc:"関連の強い順、新しい順、締切の近い順。指定しなければ、キーワードがあるときは関連の強い順、ないときは新しい順。 / Order; by default relevance with words and newest without."`
	Limit     int                 `query:"limit" minimum:"1" maximum:"100" default:"20" title:"件数" doc:"一度に返す件数。1から100まで。指定しなければ20。 / How many to return: 1 to 100, 20 by default."`
	After     string              `query:"after" maxLength:"8192" title:"つづき" doc:"前の応答の next の値。ほかの条件は変えないでください。 / The next of the previous answer; keep all other parameters."`
}

// ListingOwner is the organization of a listing.
type ListingOwner struct {
	ID   string `json:"id" title:"団体のID" doc:"団体のID。 / Identifier of the organization."`
	Name string `json:"name" title:"団体の名称" doc:"団体の名称。 / Name of the organization."`
	URL  string `json:"url" format:"uri" title:"団体のURL" doc:"団体のページ。 / Page of the organization."`
}

// Listing is one offer or need in a list.
type Listing struct {
	ID           string        `json:"id" title:"掲載番号" doc:"変わらない番号。 / Permanent identifier."`
	Direction    string        `json:"direction" enum:"offer,need" title:"向き" doc:"提供（offer）かニーズ（need）。 / Offer or need."`
	Kind         string        `json:"kind" title:"支援の種別" doc:"支援の種別の記号。値は増えることがあります。 / Kind of support as a code; values may be added." example:"G2"`
	Title        string        `json:"title" title:"題" doc:"掲載の題。 / Title."`
	CityCode     *string       `json:"city_code" title:"市区町村コード" doc:"場所。5桁。なければ null。 / Place, 5 digits; null without."`
	Online       bool          `json:"online" title:"オンライン可" doc:"行かなくてもできるか。 / Whether it can be done online."`
	Fields       []string      `json:"fields" nullable:"false" title:"活動分野" doc:"活動分野の記号。 / Activity fields as codes."`
	Quantity     *int64        `json:"quantity" title:"数量" doc:"数えないものは null。 / Null where it is not counted."`
	Remaining    *int64        `json:"remaining" title:"残り" doc:"数えないものは null。 / What is left; null where it is not counted."`
	Unit         *string       `json:"unit" title:"単位" doc:"数量の単位。 / Unit of the quantity."`
	Status       string        `json:"status" title:"状態" doc:"open、partly、taken、paused、expired、closed。値は増えることがあります。 / Status as a code; values may be added."`
	Standing     bool          `json:"standing" title:"随時" doc:"随時か。 / At any time."`
	Disaster     bool          `json:"disaster" title:"災害時転用可" doc:"災害時に転用できるか。 / Available in a disaster."`
	Deadline     *string       `json:"deadline" format:"date" title:"申込締切" doc:"申込の締切。なければ null。 / Last day to ask; null without."`
	PublishedOn  *string       `json:"published_on" format:"date" title:"掲載日" doc:"公開した日。 / Day of publication."`
	Organization *ListingOwner `json:"organization" title:"団体" doc:"掲載した団体。社名非公開の掲載では null。 / The organization; null where its name is not shown."`
	URL          string        `json:"url" format:"uri" title:"URL" doc:"掲載のページ。 / Page of the listing."`
}

// Listings is one page of listings.
type Listings struct {
	Total int       `json:"total" title:"全件数" doc:"条件に当てはまる掲載の数。 / Listings that match."`
	Items []Listing `json:"items" nullable:"false" title:"掲載" doc:"この応答の掲載。 / Listings of this page."`
	Next  *string   `json:"next" title:"つづき" doc:"次のページを読むための after の値。最後なら null。 / Value of after for the next page; null on the last."`
}

type listingsOutput struct{ Body Listings }

func listingsOperation() huma.Operation {
	return huma.Operation{
		OperationID: "list-listings", Method: http.MethodGet, Path: listingsPath, Tags: []string{tagListings},
		Summary:     "提供とニーズをさがす / Find offers and needs",
		Description: "一般公開の掲載のうち、条件に当てはまるものを返します。登録団体だけに公開している掲載と、連絡先は含みません。 / Returns the public listings that match. Listings for registered organizations only, and contact details, are not in it.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}
}

// listings answers GET /api/v1/listings.
func (s *service) listings(_ context.Context, in *listingsInput) (*listingsOutput, error) {
	p, err := s.bank.Search(in.filter())
	if errors.Is(err, fault.Invalid) && in.After != "" {
		return nil, fault.Fields{{Name: "after", Says: "not the next of an answer with the same sort / 同じ並び順の応答の next ではありません"}}
	}
	if err != nil {
		return nil, err
	}
	out := &listingsOutput{Body: Listings{Total: p.Total, Items: make([]Listing, len(p.Cards)), Next: known(p.Next)}}
	for i, c := range p.Cards {
		var owner *ListingOwner
		if c.Name != "" {
			owner = &ListingOwner{string(c.Organization), c.Name, s.site.BaseURL(register.OrganizationPath(c.Organization))}
		}
		out.Body.Items[i] = s.listingItem(&c.Listing, owner)
	}
	return out, nil
}

// filter is what the input asks of the public part of the bank.
func (in *listingsInput) filter() bank.Filter {
	f := bank.Filter{Direction: bank.Direction(in.Direction), Q: words(in.Q), Cities: texts(in.City), Fields: texts(in.Field), Statuses: texts(in.Status),
		Standing: texts(in.Standing), Disaster: texts(in.Disaster), Sort: in.Sort, After: in.After, Limit: in.Limit, Bare: true}
	for _, k := range texts(in.Kind) {
		if codes.Main(k).Valid() {
			f.Mains = append(f.Mains, k)
		} else {
			f.Kinds = append(f.Kinds, k)
		}
	}
	return f
}

// listingItem is a listing as everybody may read it.
func (s *service) listingItem(l *bank.Listing, owner *ListingOwner) Listing {
	x := Listing{ID: l.ID, Direction: string(l.Direction), Kind: string(l.Kind), Title: l.Title, CityCode: known(l.City), Online: l.Online,
		Fields: some(l.Fields), Unit: known(l.Unit), Status: string(l.Status()), Standing: l.Standing, Disaster: l.Disaster,
		Deadline: date(l.Deadline), PublishedOn: date(term.Of(l.PublishedAt)), Organization: owner, URL: s.site.BaseURL(l.Path())}
	if n, has := l.Remaining(); has {
		all := l.Quantity
		x.Quantity, x.Remaining = &all, &n
	}
	return x
}

// words brings what was typed into the form in which it is looked for.
func words(q string) string {
	return strings.Join(strings.Fields(ja.Clean(strings.ToValidUTF8(q, ""))), " ")
}
