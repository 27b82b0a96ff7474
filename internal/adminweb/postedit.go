package adminweb

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// scopeValue is a scope as a form carries it.
func scopeValue(s account.Scope) string { return string(s.Kind) + ":" + s.ID }

func scopeOf(value string) account.Scope {
	k, id, _ := strings.Cut(value, ":")
	return account.Scope{Kind: account.ScopeKind(k), ID: id}
}

// scopeOptions are the areas of the prefecture, and the present scope where it is another one.
func scopeOptions(present account.Scope, today term.Date, l ui.Lang) []ui.Option {
	list := []ui.Option{{Value: scopeValue(account.Scope{Kind: account.OfPrefecture}), Label: scopeName(account.Scope{Kind: account.OfPrefecture}, l)}}
	add := func(s account.Scope, label string) {
		list = append(list, ui.Option{Value: scopeValue(s), Label: label})
	}
	for _, scheme := range codes.Schemes() {
		for _, x := range scheme.Regions {
			add(account.Scope{Kind: account.OfRegion, ID: x.Slug}, scheme.Label.In(string(l))+wColon.In(l)+x.Label.In(string(l)))
		}
	}
	for _, m := range codes.Municipalities(today) {
		add(account.Scope{Kind: account.OfMunicipality, ID: m.Code}, m.Label().In(string(l)))
	}
	if present.Kind == account.OfOrganization {
		add(present, scopeName(present, l))
	}
	return list
}

// postForm is what was typed about a post.
type postForm struct {
	account.PostInput
	from, until string
}

func formOfPost(o account.Post, l ui.Lang) postForm {
	return postForm{account.PostInput{Unit: o.Unit, Title: o.Title, Scope: o.Scope, Roles: o.Roles, From: o.From, Until: o.Until}, day(o.From, ui.JA), day(o.Until, ui.JA)}
}

// postInput reads the form. A role whose posts never have the scope is refused.
func (p *pages) postInput(r *web.Request) (in postForm, bad fault.Fields) {
	in = postForm{account.PostInput{Unit: typed(r, "unit"), Title: typed(r, "title"), Scope: scopeOf(typed(r, "scope")), Roles: r.PostForm["roles"]},
		typed(r, "from"), typed(r, "until")}
	in.From, in.Until = dateOf(r, "from", &bad), dateOf(r, "until", &bad)
	for _, code := range in.Roles {
		role, ok := p.table().Role(code)
		if !ok || len(role.Scopes) == 0 || in.Scope.Kind != "" && !slices.Contains(role.Scopes, string(in.Scope.Kind)) {
			bad = append(bad, fault.Field{Name: "roles", Says: wBadRoleScope.In(r.Lang) + or(roleLabel(role, r.Lang), code)})
			break
		}
	}
	return in, bad
}

func (p *pages) postInputs(r *web.Request, in postForm, bad fault.Fields) []input {
	l := r.Lang
	roles := input{Kind: checkInput, Control: ui.Control{Name: "roles", Label: wRoles.In(l), Hint: wRolesHint.In(l), Required: true, Error: bad.Says("roles")}}
	for _, role := range p.table().Roles {
		// Roles of organizations belong to posts of organizations, which are made with them.
		own := slices.Contains(role.Scopes, string(account.OfOrganization))
		if len(role.Scopes) == 0 || own != (in.Scope.Kind == account.OfOrganization) {
			continue
		}
		var reach []string
		for _, s := range role.Scopes {
			reach = append(reach, scopeKinds[account.ScopeKind(s)].In(l))
		}
		roles.Options = append(roles.Options, ui.Option{Value: role.Code, Label: roleLabel(role, l), Hint: wScope.In(l) + wColon.In(l) + strings.Join(reach, wComma.In(l)),
			Selected: slices.Contains(in.Roles, role.Code)})
	}
	scope := ""
	if in.Scope.Kind != "" {
		scope = scopeValue(in.Scope)
	}
	return []input{
		{Control: ui.Control{Name: "unit", Label: wUnit.In(l), Required: true, MaxLength: 100, Value: in.Unit, Error: bad.Says("unit")}},
		{Control: ui.Control{Name: "title", Label: wTitle.In(l), Required: true, MaxLength: 100, Value: in.Title, Error: bad.Says("title")}},
		roles,
		{Kind: selectInput, Control: ui.Control{Name: "scope", Label: wScope.In(l), Required: true, Value: scope, Error: bad.Says("scope")},
			Options: scopeOptions(in.Scope, term.Of(r.Now), l)},
		dateField("from", wFrom, wFromHint, l, in.from, bad), dateField("until", wUntilDay, wUntilDayHint, l, in.until, bad),
	}
}

func (p *pages) newPostForm(w http.ResponseWriter, r *web.Request) error {
	return p.makingPost(w, r, postForm{}, nil)
}

func (p *pages) makingPost(w http.ResponseWriter, r *web.Request, in postForm, bad fault.Fields) error {
	v := p.start(r, wNewPost, postStep(r)...)
	v.refuse(bad)
	v.Lead = wNewPostLead.In(r.Lang)
	v.add(formOf(v, form{Action: PostsPath + "/new", Button: wSave.In(r.Lang), Inputs: p.postInputs(r, in, bad)}))
	return show(w, r, statusOf(bad), v)
}

func (p *pages) newPost(w http.ResponseWriter, r *web.Request) error {
	in, bad := p.postInput(r)
	if len(bad) > 0 {
		return p.makingPost(w, r, in, bad)
	}
	id, err := p.Accounts.CreatePost(speak(r), r.By(), in.PostInput)
	if bad, ok := refused(err); ok {
		return p.makingPost(w, r, in, bad)
	}
	if err != nil {
		return err
	}
	return to(w, r, postPath(id), "saved")
}

func (p *pages) editPostForm(w http.ResponseWriter, r *web.Request) error {
	o, err := p.Accounts.Post(r.Context(), postID(r))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, p.editingPost(r, o, formOfPost(o, r.Lang), nil))
}

func (p *pages) editingPost(r *web.Request, o account.Post, in postForm, bad fault.Fields) *page {
	v := p.start(r, wEditPost, postStep(r, o)...)
	v.refuse(bad)
	v.Lead = wEditPostLead.In(r.Lang)
	v.add(formOf(v, form{Action: postPath(o.ID) + "/edit", Button: wSave.In(r.Lang),
		Inputs: append(p.postInputs(r, in, bad), hidden("version", numberOf(int(o.Version))))}))
	return v
}

func (p *pages) editPost(w http.ResponseWriter, r *web.Request) error {
	in, bad := p.postInput(r)
	var err error
	if len(bad) == 0 {
		err = p.Accounts.EditPost(speak(r), r.By(), postID(r), versionOf(r), in.PostInput)
		if err == nil {
			return to(w, r, postPath(postID(r)), "saved")
		}
	}
	o, again := p.Accounts.Post(r.Context(), postID(r))
	if again != nil {
		return again
	}
	if more, ok := refused(err); ok || len(bad) > 0 {
		return show(w, r, http.StatusUnprocessableEntity, p.editingPost(r, o, in, merge(bad, more)))
	}
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	l := r.Lang
	v := p.editingPost(r, o, in, nil)
	v.Blocks = append([]component{bothOf(l, []versus{{wUnit.In(l), o.Unit, in.Unit}, {wTitle.In(l), o.Title, in.Title},
		{wRoles.In(l), p.roleNames(o.Roles, l), p.roleNames(in.Roles, l)}, {wScope.In(l), scopeName(o.Scope, l), scopeName(in.Scope, l)},
		{wPeriod.In(l), period(o.From, o.Until, l), period(in.From, in.Until, l)}})}, v.Blocks...)
	return show(w, r, http.StatusConflict, v)
}

func (p *pages) closePostForm(w http.ResponseWriter, r *web.Request) error {
	return p.closingPost(w, r, nil)
}

func (p *pages) closingPost(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	o, err := p.Accounts.Post(r.Context(), postID(r))
	if err != nil {
		return err
	}
	v := p.start(r, wClosePost, postStep(r, o)...)
	v.refuse(bad)
	v.Lead = wClosePostLead.In(r.Lang)
	v.add(formOf(v, form{Action: postPath(o.ID) + "/close", Button: wClosePost.In(r.Lang), Inputs: []input{
		dateField("last", wLastDay, wLastTodayHint, r.Lang, typed(r, "last"), bad), hidden("version", numberOf(int(o.Version)))}}))
	return show(w, r, statusOf(bad), v)
}

func (p *pages) closePost(w http.ResponseWriter, r *web.Request) error {
	var bad fault.Fields
	last := dateOf(r, "last", &bad)
	if len(bad) > 0 {
		return p.closingPost(w, r, bad)
	}
	err := p.Accounts.ClosePost(speak(r), r.By(), postID(r), versionOf(r), last)
	if errors.Is(err, fault.Conflict) {
		return p.closingPost(w, r, fault.Fields{{Name: "last", Says: wConflict.In(r.Lang) + wConflictDo.In(r.Lang)}})
	}
	if err != nil {
		return err
	}
	return to(w, r, postPath(postID(r)), "closed")
}

// appointForm asks who takes the post.
func (p *pages) appointForm(w http.ResponseWriter, r *web.Request) error {
	return p.appointing(w, r, nil)
}

func (p *pages) appointing(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	o, err := p.Accounts.Post(r.Context(), postID(r))
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wAppoint, postStep(r, o)...)
	v.refuse(bad)
	v.Lead = wAppointLead.In(l)
	v.facts(p.postFacts(o, l)...)
	v.add(formOf(v, form{Action: postPath(o.ID) + "/appoint", Button: wAppoint.In(l), Inputs: []input{
		{Control: ui.Control{Name: "person", Label: wWho.In(l), Hint: wWhoHint.In(l), Required: true, MaxLength: 254, Value: typed(r, "person"), Error: bad.Says("person"), Autocomplete: "off"}},
		dateField("from", wFrom, wFromHint, l, typed(r, "from"), bad), dateField("until", wUntilDay, wUntilDayHint, l, typed(r, "until"), bad)}}))
	return show(w, r, statusOf(bad), v)
}

func (p *pages) appoint(w http.ResponseWriter, r *web.Request) error {
	var bad fault.Fields
	from, until := dateOf(r, "from", &bad), dateOf(r, "until", &bad)
	var person account.PersonID
	err := p.view(r, func(tx *sqldb.Tx) (err error) { person, err = p.whoever(tx, typed(r, "person")); return err })
	if err != nil {
		return err
	}
	if person == "" {
		bad = append(bad, fault.Field{Name: "person", Says: wNoSuchPerson.In(r.Lang)})
	}
	if len(bad) > 0 {
		return p.appointing(w, r, bad)
	}
	_, err = p.Accounts.Appoint(speak(r), r.By(), postID(r), person, from, until)
	if bad, ok := refused(err); ok {
		return p.appointing(w, r, bad)
	}
	if err != nil {
		return err
	}
	return to(w, r, postPath(postID(r)), "appointed")
}

// whoever finds a person by id, number or mail address; "" = nobody.
func (p *pages) whoever(tx *sqldb.Tx, name string) (account.PersonID, error) {
	if name == "" {
		return "", nil
	}
	x, err := p.Accounts.PersonByMail(tx, name)
	if errors.Is(err, fault.NotFound) {
		x, err = p.Accounts.PersonTx(tx, account.PersonID(name))
	}
	if errors.Is(err, fault.NotFound) {
		return "", nil
	}
	return x.ID, err
}
