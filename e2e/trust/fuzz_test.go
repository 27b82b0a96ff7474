package trust

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fuzzer writes hostile request lines.
type fuzzer struct {
	rnd  *rand.Rand
	orgs []string // ids that exist
}

func (f *fuzzer) pick(list ...string) string { return list[f.rnd.IntN(len(list))] }

// escape writes every byte as %XX or, where that is legal in a query, sometimes as it is.
func (f *fuzzer) escape(s string) string {
	if f.rnd.IntN(3) == 0 {
		return url.QueryEscape(s)
	}
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02x", s[i])
	}
	return b.String()
}

// value is a hostile value of a parameter, escaped or broken.
func (f *fuzzer) value() string {
	switch f.rnd.IntN(13) {
	case 0:
		return f.pick("%00", "%", "%zz", "%0d%0aSet-Cookie:%20a=b", "%e3%81", "%ff%fe", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "+++", "%u3042", "&", "=")
	case 1:
		n := []int{100, 101, 1000, 8000, 20000}[f.rnd.IntN(5)]
		return f.escape(strings.Repeat(f.pick("a", "福", "祉 ", "\"", "ｶﾞ", "\u0301"), n/3))
	case 2:
		return f.pick("-1", "0", "1", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "1e9", "0x10", "NaN", "１０", "%EF%BC%91", "2147483648")
	case 3:
		return f.escape(f.pick("' OR '1'='1", "1; DROP TABLE organization;--", "') UNION SELECT 1--", "%' AND 1=0", "\\'; --", "$1", ":name", "?", "\" OR \"\"=\"", "pg_sleep(2)", "randomblob(1000000000)"))
	case 4:
		return f.escape(f.pick("%s%s%s%n", "%d", "{{.}}", "${7*7}", "<%= 1 %>", "{0}", "$(id)", "`id`", "|id", "../../etc/passwd", "..\\..\\x"))
	case 5:
		return f.escape(f.pick("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "</textarea>", "<!--", "]]>", "&#x41;"))
	case 6:
		return f.escape(f.pick("福祉", "光", "萩市", "㈱", "髙﨑", "ＮＰＯ法人", "が", "ｶﾞ", "👨‍👩‍👧", "\u200b\u200b", "\u202eabc", "﷽", "𠮷", "邊󠄀", "ﬁ", "İ", "ß", "\ufeff", "\uffff"))
	case 7: // control characters and noise
		b := make([]byte, 1+f.rnd.IntN(40))
		for i := range b {
			b[i] = byte(f.rnd.Uint32())
		}
		return f.escape(string(b))
	case 8: // broken cursors
		return f.pick("AAAA", "e30", "bnVsbA", "W10", "eyJhIjoxfQ", "====", "-_-_", "0", strings.Repeat("A", 9000), "%2e%2e", "aHR0cDovL2V2aWw")
	case 9:
		return f.pick("npo", "welfare", "35203", "east", "active", "certified", "none", "kana", "newest", "relevance", "en", "ja", "large", "") + f.pick("", ",", ",,,,", ",npo,npo,npo")
	case 10:
		return strings.Repeat(f.pick("35203,", "npo,", ",", "a,"), f.rnd.IntN(300))
	case 11:
		return ""
	}
	return f.escape(f.pick("あ い う え お か き く け こ さ し す せ そ", "\"福祉", "福祉 OR 防災", "-福祉", "*", "福*祉", "(", "[", "\\", "a\tb\nc", "\x00", "\x1b[31m"))
}

var fuzzedNames = []string{"q", "field", "city", "region", "kind", "status", "level", "sort", "limit", "after", "lang", "type", "about", "format",
	"encoding", "columns", "Q", "q[]", "_token", "page", "%71", "", "<b>"}

func (f *fuzzer) query() string {
	var parts []string
	for range f.rnd.IntN(5) {
		parts = append(parts, f.pick(fuzzedNames...)+"="+f.value())
	}
	if f.rnd.IntN(4) == 0 && len(parts) > 0 { // repeated
		parts = slices.Repeat(parts[:1], 1+f.rnd.IntN(150))
	}
	if f.rnd.IntN(10) == 0 {
		parts = append(parts, f.pick(";", "&&&", "?", "#x", "q", "=1", "%"))
	}
	return strings.Join(parts, "&")
}

// target is what stands in the request line after GET.
func (f *fuzzer) target() string {
	path := f.pick("/orgs", "/orgs", "/orgs", "/orgs.csv", "/orgs/suggest", "/orgs/suggest", "/api/v1/organizations", "/api/v1/organizations",
		"/npo/"+f.value(), "/orgs/"+f.value(), "/orgs/"+f.pick(f.orgs...), "/orgs/"+f.pick(f.orgs...)+"/correction", "/api/v1/organizations/"+f.value(),
		"/feeds/organizations.atom", "/feeds/"+f.value(), "/data", "/", "/sitemaps/"+f.value(), "/sitemap.xml", "/municipalities.csv", "/assets/"+f.value(),
		"/"+f.value(), "//"+f.value(), "/orgs/../"+f.value(), "/about/"+f.value(), "*", "http://evil.invalid/orgs", f.value())
	if q := f.query(); q != "" && f.rnd.IntN(8) > 0 {
		path += "?" + q
	}
	return path
}

// raw sends the bytes of a request and returns the answer; it is nil when the server only closes
// the connection.
func raw(host, request string) (res *http.Response, body string, err error) {
	conn, err := net.DialTimeout("tcp", host, 10*time.Second)
	if err != nil {
		return nil, "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return nil, "", err
	}
	_, wrote := io.WriteString(conn, request) // a server that has seen enough may close before the end
	method, _, _ := strings.Cut(request, " ")
	res, err = http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		if wrote != nil {
			return nil, "", nil
		}
		return nil, "", err
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	return res, string(all), err
}

// TestFuzzedRequests: a thousand hostile requests by seed give no 5xx and show nothing of the
// program's inside, and the server stays small and well.
func TestFuzzedRequests(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "kyodo.db")
	v := invent(300, 15)
	must(t, dsn, "import", "houjin", store(t, "h.csv", nil, v.houjin))
	must(t, dsn, "import", "npo-portal", store(t, "p.csv", portalHeader(), v.portal))
	s := serve(t, dsn)
	f := &fuzzer{rnd: rand.New(rand.NewPCG(7, 6))}
	_, items := everyItem(t, s)
	for _, i := range items[:50] {
		f.orgs = append(f.orgs, i.ID)
	}
	statuses := map[int]int{}
	for n := range times(1000, 20000) {
		target := f.target()
		method := "GET"
		if n%50 == 49 {
			method = f.pick("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "福", "get")
		}
		header := ""
		if n%7 == 0 {
			header = f.pick("Accept-Language", "Cookie", "If-None-Match", "X-Forwarded-For", "Range", "Accept-Encoding", "Referer", "Origin") + ": " + f.pick("lang=xx; form="+f.value(), `W/"`, "10.0.0.1, nonsense", "bytes=0-0,99-", "*;q=9", "null", "gzip;q=a") + "\r\n"
		}
		request := method + " " + target + " HTTP/1.1\r\nHost: " + s.host() + "\r\n" + header + "Connection: close\r\n\r\n"
		res, body, err := raw(s.host(), request)
		if errors.Is(err, syscall.ECONNRESET) && !strings.HasPrefix(target, "/") {
			statuses[0]++ // net/http refused the request line before it had read all, and our system dropped its answer
			continue
		}
		if err != nil {
			t.Errorf("%d %s %.200q: %v", n, method, target, err)
			continue
		}
		if res == nil {
			statuses[0]++
			continue
		}
		statuses[res.StatusCode]++
		if res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented {
			t.Errorf("%d %s %.300q %s: status %d\n%s", n, method, target, header, res.StatusCode, tail(body, 500))
		}
		if found := internals.FindString(body); found != "" && !strings.Contains(target, found) {
			t.Errorf("%d %s %.300q: status %d shows %q", n, method, target, res.StatusCode, found)
		}
		markup := strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") || res.Header.Get("X-Content-Type-Options") != "nosniff"
		if res.Header.Get("Set-Cookie") == "a=b" || markup && (strings.Contains(body, "<script>alert(1)") || strings.Contains(body, "<img src=x")) {
			t.Errorf("%d %s %.300q: injected", n, method, target)
		}
		if where := res.Header.Get("Location"); where != "" && (!strings.HasPrefix(where, "/") || strings.HasPrefix(where, "//") || strings.HasPrefix(where, `/\`)) {
			t.Errorf("%d %s %.300q: leads away to %q", n, method, target, where)
		}
	}
	if got := s.get(t, "/orgs?q="+url.QueryEscape("架空")); !strings.Contains(got, f.orgs[0]) && len(orgPath.FindAllString(got, -1)) < 20 {
		t.Error("the server does not find anything any more")
	}
	if log := s.log(); strings.Contains(log, "panic") || strings.Contains(log, `"ERROR"`) {
		t.Errorf("the log has errors:\n%s", tail(log, 3000))
	}
	peak := s.peak(t)
	if peak > maxMemory {
		t.Errorf("peak %d MiB, at most %d", peak>>20, maxMemory>>20)
	}
	t.Logf("fuzz statuses=%v peak=%dMiB", statuses, peak>>20)
}

// TestOversizeRequests: what is too large is refused with a 4xx before it is kept.
func TestOversizeRequests(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "kyodo.db")
	must(t, dsn, "import", "houjin", store(t, "h.csv", nil, invent(30, 16).houjin))
	s := serve(t, dsn)
	form := orgPath.FindString(s.get(t, "/orgs"))
	form = strings.TrimSuffix(form, `"`) + "/correction"
	large := func(n int) string { return strings.Repeat("a", n) }
	head := " HTTP/1.1\r\nHost: " + s.host() + "\r\nConnection: close\r\n"
	post := head + "Content-Type: application/x-www-form-urlencoded\r\n"
	tests := []struct {
		name, request string
		want          int
	}{
		{"header of 1 MB", "GET /orgs" + head + "X-A: " + large(1<<20) + "\r\n\r\n", 431},
		{"cookies of 100 kB", "GET /orgs" + head + strings.Repeat("Cookie: a="+large(1000)+"\r\n", 100) + "\r\n", 431},
		{"50,000 headers", "GET /orgs" + head + strings.Repeat("X-A: b\r\n", 50_000) + "\r\n", 431},
		{"address of 1 MB", "GET /orgs?q=" + large(1<<20) + head + "\r\n", 431},
		{"form of 10 MB", "POST " + form + post + fmt.Sprintf("Content-Length: %d\r\n\r\n", 10<<20) + "body=" + large(10<<20-5), 413},
		{"form of 10 MB in chunks", "POST " + form + post + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("10000\r\n"+large(1<<16)+"\r\n", 160) + "0\r\n\r\n", 413},
		{"form that says 100 GB", "POST " + form + post + "Content-Length: 100000000000\r\n\r\nbody=" + large(100_000), 413},
		{"10,000 fields", "POST " + form + post + "Content-Length: 50000\r\n\r\n" + strings.Repeat("a=b&&", 10_000), 400},
		{"no length", "POST " + form + post + "\r\nbody=x", 403},
		{"two lengths", "POST " + form + post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
		{"length and chunks", "POST " + form + post + "Content-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\nab", 501},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			res, body, err := raw(s.host(), test.request)
			if err != nil {
				t.Fatal(err)
			}
			if res == nil { // closed while we were still sending: refused as well, without a word
				return
			}
			if res.StatusCode != test.want {
				t.Errorf("status %d, want %d\n%s", res.StatusCode, test.want, tail(body, 300))
			}
			if found := internals.FindString(body); found != "" {
				t.Errorf("it shows %q", found)
			}
		})
	}
	if peak := s.peak(t); peak > maxMemory {
		t.Errorf("peak %d MiB, at most %d", peak>>20, maxMemory>>20)
	}
	s.get(t, "/orgs")
}
