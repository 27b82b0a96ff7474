package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/fault"
	"kyodo/internal/web"
)

// refused is a request that does not fit the OpenAPI document. It is of kind fault.Invalid.
type refused struct {
	status  int
	details []*huma.ErrorDetail
}

// Error lists what is wrong for a log.
func (r *refused) Error() string {
	parts := make([]string, len(r.details))
	for i, d := range r.details {
		parts[i] = d.Error()
	}
	return "api: " + strings.Join(parts, "; ")
}

// Is makes it a fault.Invalid, which is status 422, as in the document.
func (r *refused) Is(target error) bool { return target == fault.Invalid }

// problem writes a failure under /api/ as application/problem+json (RFC 9457).
func problem(w http.ResponseWriter, r *http.Request, status int, err error) {
	h := w.Header()
	if strings.HasPrefix(r.URL.Path, basePath+"/") {
		open(h)
	}
	m := problemOf(err, status)
	if status >= 500 {
		m.Instance = "urn:request:" + h.Get("X-Request-Id")
	}
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(m); err != nil { // a struct of strings and of values that came from JSON
		body.WriteString(`{"title":"error"}`)
	}
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	w.Write(body.Bytes()) // the reader may have gone; there is no one to tell
}

// problemOf describes a failure: title is for people in Japanese, detail in English.
func problemOf(err error, status int) huma.ErrorModel {
	m := huma.ErrorModel{Status: status, Title: web.ErrorTitle(err, web.JA), Detail: web.ErrorTitle(err, web.EN)}
	var fields fault.Fields
	var bad *refused
	switch {
	case errors.As(err, &bad):
		m.Errors = bad.details
	case errors.As(err, &fields):
		for _, f := range fields {
			m.Errors = append(m.Errors, &huma.ErrorDetail{Location: "query." + f.Name, Message: f.Says})
		}
	}
	return m
}
