package web

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/web/ui"
)

// Errors that only the faces know.
var (
	errNoRoute    = errors.New("no such page")
	errMethod     = errors.New("method not allowed")
	errBadForm    = errors.New("form cannot be read")
	errPanic      = errors.New("panic")
	errClientGone = errors.New("the reader has gone")
	errOther      = errors.New("internal error")
)

func noRoute(status int) error {
	if status == http.StatusMethodNotAllowed {
		return errMethod
	}
	return errNoRoute
}

// kind is one row of the table: what a failure looks like to a reader.
type kind struct {
	is      error
	status  int
	title   ui.Word
	explain ui.Word
	do      []ui.Word
}

// kinds is the one table from failures to pages. The first row that matches counts; the
// last one takes everything else.
var kinds = []kind{
	{errNoRoute, 404,
		ui.W("ページが見つかりません", "Page not found"),
		ui.W("お探しのページは、ここにはありません。アドレスが変わったか、入力が違っているかもしれません。", "There is no page here. Its address may have changed or may have been mistyped."),
		[]ui.Word{
			ui.W("アドレスを確かめてください。", "Check the address."),
			ui.W("団体名や活動の言葉でさがしてください。", "Search by the name of an organization or by an activity."),
		}},
	{fault.NotFound, 404,
		ui.W("見つかりません", "Not found"),
		ui.W("お探しの団体や記録は、登録されていません。番号やアドレスが違っているかもしれません。", "The organization or record that you look for is not registered. The number or address may be mistyped."),
		[]ui.Word{
			ui.W("番号を確かめてください。", "Check the number."),
			ui.W("団体名や活動の言葉でさがしてください。", "Search by the name of an organization or by an activity."),
		}},
	{fault.Gone, 410,
		ui.W("公開を終えました", "No longer published"),
		ui.W("この記録の公開は終わりました。アドレスは今後もこのページを示します。", "This record is no longer published. Its address will keep saying so."),
		nil},
	{errToken, 403,
		ui.W("もう一度送ってください", "Please send it again"),
		ui.W("送信を確認できませんでした。画面を開いてから時間がたったか、クッキーが使えない設定かもしれません。入力された内容は下に残っています。", "We could not confirm that this came from you. The page may have been open for long, or cookies may be off. What you typed is kept below."),
		[]ui.Word{
			ui.W("内容を確かめて、下のボタンで送り直してください。", "Check it and send it again with the button below."),
			ui.W("うまくいかないときは、ブラウザーでクッキーを許可してください。", "If that fails, allow cookies in your browser."),
		}},
	{errCrossOrigin, 403,
		ui.W("ほかのサイトからの送信は受け付けていません", "Not accepted from another site"),
		ui.W("この送信は、ほかのサイトから来たようです。安全のため、何も変更していません。", "This seems to have been sent from another site. To be safe, nothing was changed."),
		[]ui.Word{ui.W("ブラウザーで前の画面に戻り、このサイトの画面から送ってください。", "Go back in your browser and send it from a page of this site.")}},
	{errSignIn, 401,
		ui.W("ログインが必要です", "Please sign in"),
		ui.W("ログインしていないか、時間がたってログインが終わりました。入力された内容は下に残っています。", "You are not signed in, or your session has ended. What you typed is kept below."),
		[]ui.Word{
			ui.W("新しいタブでログインしてから、この画面に戻って下のボタンで送り直してください。", "Sign in in a new tab, come back here and send it again with the button below."),
		}},
	{errStepUp, 403,
		ui.W("もう一度、本人確認をしてください", "Please prove again who you are"),
		ui.W("大切な操作なので、10分以内の本人確認が必要です。入力された内容は下に残っています。", "This is an important step, so you must have proved who you are within the last 10 minutes. What you typed is kept below."),
		[]ui.Word{
			ui.W("新しいタブで本人確認をしてから、この画面に戻って下のボタンで送り直してください。", "Confirm who you are in a new tab, come back here and send it again with the button below."),
		}},
	{errEnrol, 403,
		ui.W("2つ目の確認方法が必要です", "A second factor is needed"),
		ui.W("この操作には、パスキー、またはパスワードと確認コードでのログインが必要です。入力された内容は下に残っています。", "For this you must sign in with a passkey, or with a password and a code. What you typed is kept below."),
		[]ui.Word{
			ui.W("新しいタブで確認方法を登録してログインし直し、この画面に戻って下のボタンで送り直してください。", "Enrol one in a new tab, sign in again, come back here and send it again with the button below."),
		}},
	{errRepeated, 409,
		ui.W("この内容は受け付けています", "This has already been received"),
		ui.W("同じ画面から、すでに送られています。二重には登録していません。", "It has already been sent from the same page. Nothing was done twice."),
		[]ui.Word{ui.W("結果は、前の画面を開き直して確かめてください。登録されているときは、送り直さないでください。", "Open the previous page anew to see the result. Do not send it again if it is there.")}},
	{errKeyReused, 409,
		ui.W("この画面の内容は、すでに送られています", "This form has already been sent"),
		ui.W("同じ画面から、違う内容が先に送られています。あとから送られた内容は保存していません。", "Other content was sent from the same page before. What came later was not saved."),
		[]ui.Word{ui.W("先に送られた内容を確かめてから、もう一度送ってください。", "Look at what was sent before, then send it again.")}},
	{errJoinFirst, 403,
		ui.W("団体や企業の登録が、先に必要です", "First register a group or a company"),
		ui.W("この画面は、団体や企業の担当者として使います。あなたは、まだどの団体の担当者にもなっていません。何も変更していません。", "This is done for an organization, and you do not act for one yet. Nothing was changed."),
		[]ui.Word{
			ui.W("これから登録する団体・企業の方は、下の案内から申し込めます。", "To register a group or a company, see below."),
			ui.W("団体がもう登録されているときは、その担当者か、県民活動支援センターに、招待を頼んでください。", "If yours is registered already, ask those who act for it, or the citizens\u2019 activity centre, to invite you."),
		}},
	{fault.Forbidden, 403,
		ui.W("この操作はできません", "You cannot do this"),
		ui.W("この画面や操作は、あなたには許可されていません。何も変更していません。", "You are not allowed to see or do this. Nothing was changed."),
		nil},
	{fault.Unauthenticated, 401,
		ui.W("ログインが必要です", "Please sign in"),
		ui.W("この画面を見るには、ログインが必要です。", "You need to sign in to see this page."),
		nil},
	{errMethod, 405,
		ui.W("この方法では開けません", "This page cannot be used that way"),
		ui.W("このアドレスは、その送り方に対応していません。何も変更していません。", "This address does not accept that kind of request. Nothing was changed."),
		[]ui.Word{ui.W("ブラウザーで前の画面に戻ってください。", "Go back in your browser.")}},
	{fault.Conflict, 409,
		ui.W("ほかの変更と重なりました", "This was changed meanwhile"),
		ui.W("あなたが見ている間に、内容が変わりました。あなたの変更はまだ保存されていません。", "The content changed while you were looking. Your change has not been saved yet."),
		[]ui.Word{ui.W("前の画面を開き直し、最新の内容を確かめてください。", "Open the previous page anew and look at the latest content.")}},
	{fault.TooLarge, 413,
		ui.W("送られた内容が大きすぎます", "This is too large"),
		ui.W("一度に送れる大きさを超えています。何も保存していません。", "It is larger than what can be sent at once. Nothing was saved."),
		[]ui.Word{ui.W("ブラウザーで前の画面に戻り、文章を短くするか、分けて送ってください。", "Go back in your browser and shorten the text, or send it in parts.")}},
	{errBadForm, 400,
		ui.W("送られた内容を読み取れません", "This could not be read"),
		ui.W("送信の途中で内容がこわれたようです。何も保存していません。", "The content seems to have been damaged on its way. Nothing was saved."),
		[]ui.Word{ui.W("ブラウザーで前の画面に戻り、もう一度送ってください。", "Go back in your browser and send it again.")}},
	{fault.Invalid, 422,
		ui.W("条件や入力を確認してください", "Please check what you entered"),
		ui.W("読み取れない条件や入力がありました。", "Something in the conditions or the input could not be understood."),
		[]ui.Word{ui.W("前の画面に戻って直してください。", "Go back and correct it.")}},
	{TooMany{}, 429,
		ui.W("少し時間をおいてください", "Please wait a little"),
		ui.W("短い時間に何度も送信がありました。内容は保存していません。", "There were many requests in a short time. Nothing was saved."),
		[]ui.Word{ui.W("しばらくしてから、もう一度送ってください。", "Send it again in a while.")}},
	{fault.Unavailable, 503,
		ui.W("ただいま込み合っているか、点検中です", "Busy or under maintenance"),
		ui.W("すぐに使えるようになります。", "It will be back soon."),
		[]ui.Word{ui.W("1分ほど待ってから、もう一度開いてください。", "Wait about a minute and open the page again.")}},
	{errOther, 500,
		ui.W("うまく表示できませんでした", "Something went wrong"),
		ui.W("このサイトの側で問題が起きました。あなたの操作のせいではありません。", "The problem is on our side; you did nothing wrong."),
		[]ui.Word{
			ui.W("しばらくしてから、もう一度お試しください。", "Try again in a while."),
			ui.W("続くときは、下の番号を添えて運営者にお知らせください。", "If it goes on, tell the operator and give the number below."),
		}},
}

// classify finds the row of an error.
func classify(err error) kind {
	var tooLarge *http.MaxBytesError
	var tooMany TooMany
	switch {
	case errors.As(err, &tooLarge):
		err = fault.TooLarge
	case errors.As(err, &tooMany):
		err = TooMany{}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		err = fault.Unavailable
	}
	for _, k := range kinds {
		if errors.Is(err, k.is) {
			return k
		}
	}
	return kinds[len(kinds)-1]
}

// Status is the status code that an error becomes; the API uses the same table.
func Status(err error) int { return classify(err).status }

// ErrorTitle is the one-line description of an error for a reader.
func ErrorTitle(err error, l Lang) string { return classify(err).title.In(l) }

// ErrorFormat writes an error in another form than a page.
type ErrorFormat func(w http.ResponseWriter, r *http.Request, status int, err error)

type errorHook struct {
	prefix string
	format ErrorFormat
}

// Errors makes everything that fails under a path prefix ("/api/") be written by format:
// unknown paths, wrong methods and panics too.
func (s *Site) Errors(prefix string, format ErrorFormat) {
	s.hooks = append(s.hooks, errorHook{prefix, format})
}

// fail answers with the page of an error. It logs what is the program's own fault; the rest
// is in the access log by its status.
func (s *Site) fail(w *response, r *Request, err error) {
	if s.mend(w, r, err) || lead(w, r, err) {
		return
	}
	k := classify(err)
	if k.status == http.StatusInternalServerError && !errors.Is(err, errClientGone) {
		s.cfg.Log.LogAttrs(r.Context(), slog.LevelError, "failed",
			slog.String("id", w.id), slog.String("route", w.route.label), slog.String("error", err.Error()))
	}
	if w.sent {
		return
	}
	w.discard()
	s.problem(w, r, k, err)
}

// problem writes the page, or hands the error to the format of its prefix.
func (s *Site) problem(w *response, r *Request, k kind, err error) {
	w.decided = true // an error page shows nothing of anybody
	h := w.Header()
	h["Cache-Control"] = noStore
	var tooMany TooMany
	if errors.As(err, &tooMany) {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(tooMany.Retry.Seconds()))))
	} else if k.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "60")
	}
	for _, hook := range s.hooks {
		if strings.HasPrefix(r.URL.Path, hook.prefix) {
			hook.format(w, r.Request, k.status, err)
			return
		}
	}
	v := ui.ProblemView{Title: k.title.In(r.Lang), Explain: k.explain.In(r.Lang)}
	for _, d := range k.do {
		v.Do = append(v.Do, d.In(r.Lang))
	}
	if errors.Is(err, errJoinFirst) {
		v.Next = []ui.Link{{Href: "/for-groups", Label: ui.W("団体の登録の案内", "For groups").In(r.Lang)}, {Href: "/for-companies", Label: ui.W("企業の登録の案内", "For companies").In(r.Lang)}}
	}
	errors.As(err, &v.Fields)
	if k.status == http.StatusInternalServerError {
		v.Incident = w.id
	}
	page := ui.Problem(r.Chrome(), v)
	switch kept := typed(r); {
	case sendable(k.is) && len(kept) > 0:
		v.Do = append(v.Do, wKept.In(r.Lang))
		page = ui.Resubmit(r.Chrome(), v, ui.Link{}, kept)
	case errors.Is(err, errToken):
		page = ui.Resubmit(r.Chrome(), v, ui.Link{}, typed(r))
	case errors.Is(err, errSignIn):
		page = ui.Resubmit(r.Chrome(), v, ui.Link{Href: SignInPath, Label: ui.W("ログインする（新しいタブ）", "Sign in (new tab)").In(r.Lang)}, typed(r))
	case errors.Is(err, errStepUp):
		page = ui.Resubmit(r.Chrome(), v, ui.Link{Href: StepUpPath, Label: ui.W("本人確認をする（新しいタブ）", "Confirm who you are (new tab)").In(r.Lang)}, typed(r))
	case errors.Is(err, errEnrol):
		page = ui.Resubmit(r.Chrome(), v, ui.Link{Href: EnrolPath, Label: ui.W("確認方法を登録する（新しいタブ）", "Enrol a way to sign in (new tab)").In(r.Lang)}, typed(r))
	}
	if err := Render(w, r, k.status, page); err != nil && !errors.Is(err, errClientGone) {
		s.cfg.Log.LogAttrs(r.Context(), slog.LevelError, "error page failed", slog.String("id", w.id), slog.String("error", err.Error()))
		w.discard()
		http.Error(w, k.title.In(JA)+" / "+k.title.In(EN)+" "+w.id, k.status)
	}
}

// wKept says that what was typed stands in the page of an error.
var wKept = ui.W("入力された内容は下に残っています。確かめてから、下のボタンで送り直せます。", "What you typed is kept below. Check it; the button below sends it again.")

// sendable says whether a form that met this kind of failure may be sent again as it is, under a new
// key: nothing of it was saved, or the page says how to find out.
func sendable(kind error) bool {
	switch kind {
	case TooMany{}, errRepeated, errKeyReused, fault.Conflict, fault.Unavailable:
		return true
	}
	return false
}

// typed lists the fields of a submitted form in the order of their names, without the token.
func typed(r *Request) []ui.Typed {
	var out []ui.Typed
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if name == ui.TokenField || name == ui.OnceField || secretField(name) {
			continue
		}
		for _, v := range r.PostForm[name] {
			out = append(out, ui.Typed{Name: name, Value: v})
		}
	}
	return out
}

// secretField says whether what stands in a field must not be shown in a page again.
func secretField(name string) bool {
	return name == "otp" || name == "credential" || strings.HasPrefix(name, "password")
}
