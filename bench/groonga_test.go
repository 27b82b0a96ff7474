package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// schema is that of the yardstick: the texts that a keyword searches, and the columns of a row.
var schema = []string{
	"table_create?name=Orgs&flags=TABLE_HASH_KEY&key_type=ShortText",
	"column_create?table=Orgs&name=name&flags=COLUMN_SCALAR&type=ShortText",
	"column_create?table=Orgs&name=kana&flags=COLUMN_SCALAR&type=ShortText",
	"column_create?table=Orgs&name=purpose&flags=COLUMN_SCALAR&type=Text",
	"column_create?table=Orgs&name=address&flags=COLUMN_SCALAR&type=ShortText",
	"column_create?table=Orgs&name=kind&flags=COLUMN_SCALAR&type=ShortText",
	"column_create?table=Orgs&name=status&flags=COLUMN_SCALAR&type=ShortText",
	"column_create?table=Orgs&name=city&flags=COLUMN_SCALAR&type=ShortText",
	"column_create?table=Orgs&name=fields&flags=COLUMN_SCALAR&type=ShortText",
	"table_create?name=Terms&flags=TABLE_PAT_KEY&key_type=ShortText&default_tokenizer=TokenBigram&normalizer=NormalizerAuto",
	"column_create?table=Terms&name=texts&flags=COLUMN_INDEX%7CWITH_POSITION%7CWITH_SECTION&type=Orgs&source=name,purpose",
}

const columns = "_key,name,kana,purpose,address,kind,status,city,fields"

// startGroonga starts Groonga on the servers' core with the records in it.
func startGroonga(b *testing.B, list []record) *server {
	b.Helper()
	dir := scratch("groonga")
	if err := os.RemoveAll(dir); err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	port := freePort(b)
	s := &server{addr: "127.0.0.1:" + port, cmd: pinned(serverCore, "groonga", "-s", "--protocol", "http", "--bind-address", "127.0.0.1",
		"--port", port, "--log-path", dir+"/log", "-n", dir+"/db")}
	s.start(b)
	command := func(text string) {
		res, err := http.Get("http://" + s.addr + "/d/" + text)
		if err != nil {
			b.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK {
			b.Fatalf("groonga %s: %s", text, res.Status)
		}
	}
	for range 100 {
		if c, err := net.Dial("tcp", s.addr); err == nil {
			c.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, c := range schema {
		command(c)
	}
	for from := 0; from < len(list); from += 2000 {
		var rows []map[string]string
		for _, x := range list[from:min(from+2000, len(list))] {
			rows = append(rows, map[string]string{"_key": x.ID, "name": x.Name, "kana": x.Kana, "purpose": x.Purpose, "address": x.Address,
				"kind": x.Kind, "status": x.Status, "city": x.City, "fields": x.Fields})
		}
		text, err := json.Marshal(rows)
		if err != nil {
			b.Fatal(err)
		}
		res, err := http.Post("http://"+s.addr+"/d/load?table=Orgs", "application/json", bytes.NewReader(text))
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatalf("groonga load: %v %v", res, err)
		}
		res.Body.Close()
	}
	return s
}

func freePort(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// measureLatency compares what one reader waits for the search page with Groonga's bare answer.
func measureLatency(b *testing.B, r *report, binary string) {
	if _, err := exec.LookPath("groonga"); err != nil {
		b.Log("GROONGA IS NOT HERE: the search page is not compared with it (apt-get install groonga-bin)")
		r.note("search page against Groonga: not measured, groonga-bin is not installed")
		return
	}
	db := database(b)
	list := records(b, db)
	paths, queries := searchPaths(list)
	kyodo, groonga := serveRegister(b, binary, db), startGroonga(b, list)
	var theirs []string
	for _, q := range queries {
		theirs = append(theirs, "/d/select?table=Orgs&match_columns=name%7C%7Cpurpose&limit=20&cache=no&output_columns="+columns+"&query="+url.QueryEscape(q))
	}
	apart(b, func() {
		mine, yard := newLoad(kyodo.addr, paths), newLoad(groonga.addr, theirs)
		var ratios, p50, p99, theirP50, theirP99, rates []float64
		for range roundCount() {
			g, _ := wait(b, yard)
			k, rate := wait(b, mine)
			ratios = append(ratios, ms(percentile(k, .5))/ms(percentile(g, .5)))
			p50, p99 = append(p50, ms(percentile(k, .5))), append(p99, ms(percentile(k, .99)))
			theirP50, theirP99 = append(theirP50, ms(percentile(g, .5))), append(theirP99, ms(percentile(g, .99)))
			rates = append(rates, rate)
		}
		r.add(figure{what: "search page's p50 for one reader against Groonga's JSON", values: ratios, format: "%.2f×", most: 1, rate: median(rates),
			comments: fmt.Sprintf("p50 %.2f ms against %.2f ms, p99 %.2f ms against %.2f ms; %s", median(p50), median(theirP50), median(p99), median(theirP99), hits(b, kyodo, groonga, queries))})
	})
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// wait returns what a round of one connection took.
func wait(b *testing.B, l *load) ([]time.Duration, float64) {
	b.Helper()
	time.Sleep(gap)
	t, err := l.run(1, roundTime())
	if err != nil {
		b.Fatal(err)
	}
	return t.took, t.rate()
}

// hits says how much both find for some of the queries, to show that they do the same work.
func hits(b *testing.B, kyodo, groonga *server, queries []string) string {
	b.Helper()
	mine, theirs := 0, 0
	const looked = 200
	for _, q := range queries[:looked] {
		text, _ := kyodo.get(b, "/api/v1/organizations?limit=1&q="+url.QueryEscape(q))
		var own struct{ Total int }
		if err := json.Unmarshal([]byte(text), &own); err != nil {
			b.Fatal(err)
		}
		mine += own.Total
		text, _ = groonga.get(b, "/d/select?table=Orgs&match_columns=name%7C%7Cpurpose&limit=0&cache=no&query="+url.QueryEscape(q))
		var answer []json.RawMessage
		var sets [][][]any
		if err := json.Unmarshal([]byte(text), &answer); err != nil || len(answer) < 2 {
			b.Fatalf("groonga: %.200s", text)
		}
		if err := json.Unmarshal(answer[1], &sets); err == nil && len(sets) > 0 && len(sets[0]) > 0 && len(sets[0][0]) > 0 {
			if n, ok := sets[0][0][0].(float64); ok {
				theirs += int(n)
			}
		}
	}
	return fmt.Sprintf("%d and %d hits a query", mine/looked, theirs/looked)
}
