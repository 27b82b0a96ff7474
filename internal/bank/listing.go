package bank

import (
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// State is how far a listing is. What depends on how much is taken is not a state: see Standing.
type State string

// The states (提供の状態). Source: domain study 1.1.
const (
	Drafted   State = "draft"     // 下書き
	Approving State = "approving" // 社内確認中
	Checking  State = "checking"  // 確認中（センター）
	Returned  State = "returned"  // 差戻し
	Open      State = "open"      // 公開
	Paused    State = "paused"    // 一時停止
	Expired   State = "expired"   // 期限切れ
	Withdrawn State = "withdrawn" // 取下げ
	Done      State = "done"      // 完了
)

// saved is no state: the one in which a listing is that somebody saves.
const saved State = "saved"

// moves are the ways of a listing. Each exit has a reason.
var moves = map[State][]State{
	Drafted:   {Drafted, Approving, Checking, Withdrawn},
	Approving: {Drafted, Approving, Checking, Withdrawn},
	Checking:  {Checking, Returned, Open, Withdrawn},
	Returned:  {Returned, Approving, Checking, Withdrawn},
	Open:      {Open, Paused, Checking, Expired, Withdrawn, Done},
	Paused:    {Paused, Open, Checking, Expired, Withdrawn, Done},
	Expired:   {Open, Withdrawn, Done},
}

// from are the states in which a deed may be done, for deeds of which moves does not say enough: nobody
// prolongs what the centre has not read yet.
var from = map[string][]State{
	"listing.submit":  {Drafted, Approving, Returned},
	"listing.publish": {Checking},
	"listing.return":  {Checking},
	"listing.merit":   {Checking},
	"listing.tie":     {Checking},
	"listing.pause":   {Open},
	"listing.resume":  {Paused},
	"listing.renew":   {Open, Paused, Expired},
}

// Closed says whether nobody can ask any more.
func (s State) Closed() bool { return s == Expired || s == Withdrawn || s == Done }

// Status is what a reader is told of a listing: its state, and how much of it is taken.
type Status string

// The statuses of a published listing; the API's values.
const (
	IsOpen    Status = "open"   // 受付中
	IsPartly  Status = "partly" // 一部成立
	IsTaken   Status = "taken"  // 成立（残りなし）: a waiting list is open
	IsPaused  Status = "paused" // 一時停止
	IsExpired Status = "expired"
	IsClosed  Status = "closed" // 取下げ・完了
)

// Audience is who may read a listing (公開範囲 of the bank).
type Audience string

// The audiences.
const (
	Everybody  Audience = "public"     // 一般公開
	Registered Audience = "registered" // 登録団体のみ
	CenterOnly Audience = "center"     // センター預り（非公開）
)

// Choosing is how the owner chooses among those who ask (選び方).
type Choosing string

// The ways.
const (
	FirstCome   Choosing = "first"
	ByCenter    Choosing = "center"    // センター推薦
	BySelection Choosing = "selection" // 選考
	ByTalk      Choosing = "talk"      // 話し合い
	ByLottery   Choosing = "lottery"   // 抽選
)

// Conditions are what the partner must be.
type Conditions struct {
	Legal     []codes.Kind `json:"legal,omitempty"`     // one of these; nil = 法人格不問
	Published bool         `json:"published,omitempty"` // a published profile
	Certified bool         `json:"certified,omitempty"` // 認定・特例認定
	Level     int          `json:"level,omitempty"`     // 情報開示レベル, at least
	Note      string       `json:"note,omitempty"`
}

// Content is what the owner writes. Drafts may lack anything.
type Content struct {
	Kind     codes.Support
	Site     string // of the organization's sites, "" = the head office
	Title    string
	Body     string
	Detail   map[string]string // by Detail.Name; SomeOf joined by spaces
	Quantity int64             // 0 = not counted
	Unit     string
	Least    int64 // for one partner, 0 = no limit
	Most     int64
	City     string   // where it is, JIS 5 digits
	Cities   []string // which it reaches; nil = the whole prefecture
	Online   bool
	Fields   []string // slugs

	From, Until    term.Date // 提供期間
	Deadline       term.Date // 申込締切
	AdvertiseUntil term.Date // 掲載期限
	Standing       bool      // 随時
	Times          string    // days and hours, in words

	Conditions Conditions
	Cost       string // free, actual, partial
	CostNote   string
	HandOver   string // deliver, collect, onsite, online, talk
	HandNote   string
	Safety     string // 保険・資格・安全条件

	MeritCompany string
	MeritGroup   string
	MeritBy      string // template, owner, center

	Report       string // 報告してほしいこと
	PhotoAllowed bool
	NameAllowed  bool

	Beneficiaries    string // of a need: だれが助かるか
	BeneficiaryCount int64

	Audience  Audience
	Anonymous bool // 社名は成立まで非公開
	Disaster  bool // 災害時転用可
	Choosing  Choosing
}

// Listing is one offer or one need.
type Listing struct {
	ID           string
	Direction    Direction
	Organization register.ID // "" until a one-off form is tied to one
	Content
	Taken       int64 // of Quantity
	Origin      string
	Channel     string
	State       State
	StateCode   codes.Exit
	StateNote   string
	StateAt     time.Time
	Step        string
	Version     int64
	CreatedBy   account.PersonID
	CreatedAt   time.Time
	UpdatedAt   time.Time
	PublishedAt time.Time
	OwnerPost   account.PostID
}

// Remaining is how much is left (残数); counted is false where the listing has no count.
func (l *Listing) Remaining() (n int64, counted bool) { return l.Quantity - l.Taken, l.Quantity > 0 }

// Status is what a reader is told.
func (l *Listing) Status() Status {
	switch l.State {
	case Open:
		switch n, counted := l.Remaining(); {
		case !counted || l.Taken == 0:
			return IsOpen
		case n == 0:
			return IsTaken
		}
		return IsPartly
	case Paused:
		return IsPaused
	case Expired:
		return IsExpired
	}
	if l.Published() && !l.State.Closed() { // checked again
		return IsPaused
	}
	return IsClosed
}

// Published says whether the listing was ever shown: its address stays for good.
func (l *Listing) Published() bool { return !l.PublishedAt.IsZero() }

// Asking says whether somebody may ask about it on a day.
func (l *Listing) Asking(on term.Date) bool {
	return l.State == Open && (l.Deadline.IsZero() || !on.After(l.Deadline))
}

// Giving says whether what was asked can be agreed to: a pause, another check and the last day keep new
// askers out, not those who ask already.
func (l *Listing) Giving() bool { return l.Published() && l.State != Withdrawn && l.State != Done }

// Path is the permanent address of the listing.
func (l *Listing) Path() string { return "/bank/" + l.ID }

// Object is the listing as a decision sees it. One that the centre keeps (センター預り) is in the state
// "kept" instead of the published one.
func (l *Listing) Object() policy.Object {
	o := policy.Object{Kind: "listing", ID: l.ID, Org: string(l.Organization), City: l.City, State: string(l.State), Person: l.CreatedBy, By: l.CreatedBy}
	if l.Audience == CenterOnly && l.Published() && l.State != Checking {
		o.State = "kept"
	}
	return o
}
