package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// pageView is the page /api.
type pageView struct {
	ui.Chrome
	Examples []example
	Params   []param
	Listings []param // of the list of listings; nil = the site has no bank
	Problem  example
	Base     string
}

// example is a request that the reader can send as it stands, with the answer that comes back
// now: it is made from the register as it is, not written down.
type example struct {
	Title string
	Path  string // path and query
	Curl  string
	Body  string // the answer, indented
}

// param is one parameter of the list.
type param struct{ Name, Title, About string }

// page answers with the page that explains the API.
func (s *service) page(w http.ResponseWriter, r *web.Request) error {
	state := strconv.FormatInt(s.svc.Seq(), 10) + "-" + term.Of(r.Now).String()
	if s.bank != nil {
		state += "-" + strconv.FormatInt(s.bank.Seq(), 10)
	}
	if web.NotModified(w, r, state) {
		return nil
	}
	examples, err := s.examples(r.Context(), r.Lang)
	if err != nil {
		return err
	}
	refusedExample, err := s.refusal(r.Lang)
	if err != nil {
		return err
	}
	v := pageView{Chrome: r.Chrome(), Examples: examples, Params: params(r.Lang, reflect.TypeFor[listInput]()), Base: s.site.BaseURL(""),
		Problem: refusedExample}
	if s.bank != nil {
		v.Listings = params(r.Lang, reflect.TypeFor[listingsInput]())
	}
	return web.Render(w, r, http.StatusOK, apiPage(v))
}

// exampleWords are tried in turn until one finds something.
func exampleWords() []string { return []string{"福祉", "環境", "まちづくり", "会", "社"} }

// examples are requests whose answers show something, whatever the register holds.
func (s *service) examples(ctx context.Context, l web.Lang) (list []example, err error) {
	in := listInput{Limit: 1}
	var found *listOutput
	for _, in.Q = range exampleWords() {
		if found, err = s.list(ctx, &in); err != nil {
			return nil, err
		}
		if found.Body.Total > 0 {
			break
		}
	}
	add := func(title ui.Word, path string, body any) {
		if err == nil {
			var e example
			e, err = s.example(title.In(l), path, body)
			list = append(list, e)
		}
	}
	add(wExWord, listPath+"?q="+url.QueryEscape(in.Q)+"&limit=1", found.Body)
	if found.Body.Total > 0 {
		first := found.Body.Items[0]
		if first.CityCode != nil {
			narrow := listInput{City: []cityCode{cityCode(*first.CityCode)}, Status: []statusCode{"active"}, Sort: "newest", Limit: 1}
			there, err := s.list(ctx, &narrow)
			if err != nil {
				return nil, err
			}
			add(wExCity, listPath+"?city="+*first.CityCode+"&status=active&sort=newest&limit=1", there.Body)
		}
		key := first.ID
		if first.CorporateNumber != nil {
			key = *first.CorporateNumber
		}
		one, err := s.show(ctx, &showInput{ID: key})
		if err != nil {
			return nil, err
		}
		add(wExOne, listPath+"/"+key, one.Body)
	}
	if s.bank != nil {
		const offers = "?direction=offer&sort=newest&limit=1"
		newest, err := s.listings(ctx, &listingsInput{Direction: "offer", Sort: "newest", Limit: 1})
		if err != nil {
			return nil, err
		}
		add(wExListings, listingsPath+offers, newest.Body)
	}
	table, err := s.codes(ctx, &codesInput{Table: "statuses"})
	if err != nil {
		return nil, err
	}
	add(wExCodes, basePath+"/codes/statuses", table.Body)
	return list, err
}

// refusal is an example of a request that is refused.
func (s *service) refusal(l web.Lang) (example, error) {
	err := &refused{details: []*huma.ErrorDetail{{Message: "expected number <= 100", Location: "query.limit", Value: 101}}}
	return s.example(wExProblem.In(l), listPath+"?limit=101", problemOf(err, web.Status(err)))
}

// example is a request with its answer as JSON.
func (s *service) example(title, path string, body any) (example, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(body)
	return example{Title: title, Path: path, Curl: `curl "` + s.site.BaseURL(path) + `"`, Body: strings.TrimSpace(b.String())}, err
}

// params are the parameters of a list in the language of the reader, as in the OpenAPI document.
func params(l web.Lang, input reflect.Type) []param {
	var list []param
	for _, f := range fieldsOf(input) {
		ja, en, _ := strings.Cut(f.Tag.Get("doc"), " / ")
		name, _, _ := strings.Cut(f.Tag.Get("query"), ",")
		p := param{Name: name, Title: f.Tag.Get("title"), About: ja}
		if l == web.EN {
			p.Title, p.About = "", en
		}
		list = append(list, p)
	}
	return list
}
