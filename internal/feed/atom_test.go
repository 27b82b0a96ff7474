package feed_test

import (
	"bytes"
	"encoding/xml"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/feed"
)

func TestAtom(t *testing.T) {
	jst := time.FixedZone("JST", 9*3600)
	a := feed.Atom{
		ID: feed.Tag("Example.jp:8080", "/feeds/x.atom"), Title: "<新着> & 変更", Lang: "ja", Updated: time.Date(2026, 11, 22, 0, 0, 0, 0, jst),
		Self: "http://example.jp/feeds/x.atom", Alternate: "http://example.jp/orgs?a=1&b=2", Author: "県",
		Entries: []feed.Entry{{ID: feed.Tag("example.jp", "/orgs/1"), Title: "光\x00の会", Updated: time.Date(2026, 11, 21, 0, 0, 0, 0, jst),
			Link: "http://example.jp/orgs/1", Summary: "\"光\"", Categories: []feed.Category{{Term: "certified", Label: "設立の認証"}}}},
	}
	var b bytes.Buffer
	if err := a.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">
 <id>tag:example.jp,2026:/feeds/x.atom</id>
 <title>&lt;新着&gt; &amp; 変更</title>
 <updated>2026-11-22T00:00:00+09:00</updated>
 <link rel="self" type="application/atom+xml" href="http://example.jp/feeds/x.atom"></link>
 <link rel="alternate" type="text/html" href="http://example.jp/orgs?a=1&amp;b=2"></link>
 <author>
  <name>県</name>
 </author>
 <entry>
  <id>tag:example.jp,2026:/orgs/1</id>
  <title>光�の会</title>
  <updated>2026-11-21T00:00:00+09:00</updated>
  <link rel="alternate" type="text/html" href="http://example.jp/orgs/1"></link>
  <summary type="text">&#34;光&#34;</summary>
  <category term="certified" label="設立の認証"></category>
 </entry>
</feed>
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if err := xml.Unmarshal(b.Bytes(), new(struct{})); err != nil {
		t.Errorf("not XML: %v", err)
	}
}
