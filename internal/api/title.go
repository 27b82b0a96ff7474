package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// titles puts the struct tags "title" into the document: the Japanese name of every property.
// Answers may get more properties one day, so no schema forbids them: a strict client would break.
func (a *API) titles() {
	doc := a.huma.OpenAPI()
	for name, schema := range doc.Components.Schemas.Map() {
		schema.AdditionalProperties = nil
		t := doc.Components.Schemas.TypeFromRef("#/components/schemas/" + name)
		for _, f := range fieldsOf(t) {
			property, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if p := schema.Properties[property]; p != nil && p.Ref == "" {
				p.Title = f.Tag.Get("title")
			}
		}
	}
}

// paramTitles does the same for the parameters of the operations of a path, whose input is given.
func paramTitles(path *huma.PathItem, input reflect.Type) {
	titles := map[string]string{}
	for _, f := range fieldsOf(input) {
		for _, in := range []string{"query", "path"} {
			if name := f.Tag.Get(in); name != "" {
				titles[name] = f.Tag.Get("title")
			}
		}
	}
	for _, op := range []*huma.Operation{path.Get, path.Put, path.Post, path.Patch, path.Delete} {
		if op == nil {
			continue
		}
		for _, p := range op.Parameters {
			if title := titles[p.Name]; title != "" && p.Schema != nil {
				p.Schema.Title = title
			}
		}
	}
}

// fieldsOf returns the fields of a struct, those of embedded structs too.
func fieldsOf(t reflect.Type) []reflect.StructField {
	if t == nil {
		return nil
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	return reflect.VisibleFields(t)
}
