package memberweb

import (
	"net/http"
	"slices"

	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// listingsPath is where a person looks after the offers and needs of their organizations.
const listingsPath = "/my/listings"

// Where a person reads what was asked, and what came of it.
const (
	inquiriesPath      = "/my/inquiries"
	collaborationsPath = "/my/collaborations"
)

// dealings lead to an organization's inquiries and collaborations, with how many wait for its word.
func (p *pages) dealings(r *web.Request, org register.ID) ([]ui.Link, error) {
	links := []ui.Link{{Href: inquiriesPath, Label: wInquiries.In(r.Lang)}, {Href: collaborationsPath, Label: wCollabs.In(r.Lang)}}
	if p.waits == nil {
		return links, nil
	}
	asked, agreed, err := p.waits(r.Context(), org)
	for i, n := range []int{asked, agreed} {
		if n > 0 {
			links[i].Label += wYourTurn.In(r.Lang) + ui.Count(r.Lang, n)
		}
	}
	return links, err
}

// my is the first page after signing in: what to do next, or the three doors.
func (p *pages) my(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	mine, err := p.svc.Mine(r.Context(), r.Who.Person)
	if err != nil {
		return err
	}
	v := p.view(r, wMy.In(l))
	v.Lead = wMyLead.In(l)
	if d, ok := answerWords[r.URL.Query().Get("done")]; ok {
		v.Said = &notice{Tone: ui.Info, Title: d[0].In(l), Text: d[1].In(l)}
	}
	if len(mine.Invitations) > 0 {
		v.Parts = append(v.Parts, toMe(mine.Invitations, l))
	}
	if len(mine.Organizations) > 0 {
		items := organizationItems(mine.Organizations, l)
		for i, o := range mine.Organizations {
			links, err := p.dealings(r, o.ID)
			if err != nil {
				return err
			}
			items[i].Next = append(items[i].Next, links...)
		}
		v.Parts = append(v.Parts, part{ID: "orgs", Title: wMyOrgs.In(l), Items: items})
	}
	if len(mine.Applications) > 0 {
		v.Parts = append(v.Parts, part{ID: "applications", Title: wMyApps.In(l), Items: applicationItems(mine.Applications, l)})
	}
	if len(mine.Claims) > 0 {
		v.Parts = append(v.Parts, part{ID: "claims", Title: wMyClaims.In(l), Items: claimItems(mine.Claims, mine.Names, l)})
	}
	doors := part{ID: "doors", Title: wMore.In(l), Items: []item{
		{Title: wDoorNPO.In(l), Href: "/orgs?kind=npo", Meta: []string{wDoorNPOHint.In(l)}},
		{Title: wDoorCo.In(l), Href: applyPath + "?kind=company", Meta: []string{wDoorCoHint.In(l)}},
		{Title: wDoorGroup.In(l), Href: applyPath + "?kind=group", Meta: []string{wDoorGroupHint.In(l)}},
	}}
	if len(v.Parts) == 0 {
		doors.Title, doors.Text = wDoors.In(l), []string{wDoorsLead.In(l)}
	}
	doors.Links = []ui.Link{{Href: "/my/alerts", Label: ui.W("新着のお知らせを設定する", "Set alerts about new offers and needs").In(l)}}
	v.Parts = append(v.Parts, doors)
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func organizationItems(list []member.MyOrganization, l web.Lang) (items []item) {
	for _, o := range list {
		path := member.ManagePath + string(o.ID)
		x := item{Title: o.Name, JA: true, Href: path, Tag: wMember.In(l), Tone: ui.Plain}
		if o.Owner {
			x.Tag, x.Tone = wOwner.In(l), ui.Good
		}
		if o.NeedsConsent {
			x.Next = append(x.Next, ui.Link{Href: path + "#consent", Label: wAgreeNext.In(l)})
		}
		begin := wNeedNext
		if slices.Contains(member.CompanyKinds(), o.Kind) {
			begin = wOfferNext
		}
		x.Next = append(x.Next, ui.Link{Href: path + "/listings/new", Label: begin.In(l)}, ui.Link{Href: listingsPath, Label: wListings.In(l)},
			ui.Link{Href: path + "/profile", Label: wProfile.In(l)})
		if o.Owner && o.Colleagues < 2 {
			x.Next = append(x.Next, ui.Link{Href: path + "#invite", Label: wInviteNext.In(l)})
		}
		items = append(items, x)
	}
	return items
}

func applicationItems(list []member.Application, l web.Lang) (items []item) {
	for i := range list {
		a := &list[i]
		path := member.ApplicationsPath + a.ID
		tag, tone := state(a.State, l)
		x := item{Title: a.Name, JA: true, Href: path, Tag: tag, Tone: tone}
		switch a.State {
		case member.Draft:
			x.Href = path + "/draft"
			x.Next = []ui.Link{{Href: x.Href, Label: wGoOnNext.In(l)}}
		case member.Returned:
			x.Next = []ui.Link{{Href: path + "/edit", Label: wMendNext.In(l)}}
		case member.Approved:
			x.Next = []ui.Link{{Href: member.ManagePath + string(a.Organization), Label: wManage.In(l)}}
		default:
			x.Next = []ui.Link{{Href: path, Label: wSeeNext.In(l)}}
		}
		items = append(items, x)
	}
	return items
}

func claimItems(list []member.Claim, names map[register.ID]string, l web.Lang) (items []item) {
	for _, c := range list {
		tag, tone := state(c.State, l)
		path := member.ClaimsPath + c.ID
		x := item{Title: names[c.Organization], JA: true, Href: path, Tag: tag, Tone: tone}
		switch c.State {
		case member.Lettered:
			x.Next = []ui.Link{{Href: path, Label: wCodeNext.In(l)}}
		case member.Confirmed:
			x.Next = []ui.Link{{Href: member.ManagePath + string(c.Organization), Label: wManage.In(l)}}
		case member.Expired:
			x.Next = []ui.Link{{Href: register.OrganizationPath(c.Organization) + "/claim", Label: wAgain.In(l)}}
		default:
			x.Next = []ui.Link{{Href: path, Label: wSeeNext.In(l)}}
		}
		items = append(items, x)
	}
	return items
}
