package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clocks may read the time and begin a context: the border of the program. Everything else is
// given both.
var clocks = []string{"internal/sqldb", "internal/sqldb/dbtest", "internal/app", "internal/cli", "cmd/kyodo"}

// checkHabits says where a package breaks a habit that the compiler does not know.
func checkHabits(files []file) (complaints []string) {
	for _, f := range files {
		if f.test || f.generated || isOutside(f.pkg) {
			continue
		}
		add := func(n ast.Node, says string) { complaints = append(complaints, f.at(n.Pos())+": "+says) }
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					add(n, "no init: app constructs everything")
				}
			case *ast.SelectorExpr:
				border := slices.Contains(clocks, f.pkg)
				switch {
				case border:
				case isSelector(n, "time", "Now"), isSelector(n, "time", "Since"), isSelector(n, "time", "Until"):
					add(n, "time."+n.Sel.Name+": the time is given (now func() time.Time, or tx.Now)")
				case isSelector(n, "context", "Background"), isSelector(n, "context", "TODO"):
					add(n, "context."+n.Sel.Name+": the context is given")
				}
				switch {
				case isSelector(n, "os", "Exit") && f.pkg != "cmd/kyodo":
					add(n, "os.Exit belongs into main")
				case isSelector(n, "fmt", "Print"), isSelector(n, "fmt", "Println"), isSelector(n, "fmt", "Printf"):
					add(n, "fmt."+n.Sel.Name+": write to a writer that is given")
				case isSelector(n, "os", "Getenv"), isSelector(n, "os", "LookupEnv"):
					if !isHelper(f.pkg) {
						add(n, "os."+n.Sel.Name+": settings are in package config")
					}
				}
			}
			return true
		})
		if base := f.pkg[strings.LastIndex(f.pkg, "/")+1:]; slices.Contains([]string{"util", "utils", "common", "helpers", "models", "manager"}, base) {
			complaints = append(complaints, f.path+": a package is named for the one thing that it is about, not "+base)
		}
	}
	return complaints
}

func TestHabits(t *testing.T) {
	report(t, checkHabits(source(t)))
	check := func(name, body string) []string { return checkHabits(synthetic(t, name, "package p\n"+body)) }
	mustFind(t, check("internal/ja/x.go", "func init() {}"), "no init")
	mustFind(t, check("internal/ja/x.go", "var t = time.Now()"), "time.Now")
	mustFind(t, check("internal/ja/x.go", "var now = time.Now"), "time.Now")
	mustFind(t, check("internal/ja/x.go", "var d = time.Since(t)"), "time.Since")
	mustFind(t, check("internal/register/x.go", "var ctx = context.Background()"), "context.Background")
	mustFind(t, check("internal/homeweb/x.go", "var ctx = context.TODO()"), "context.TODO")
	mustFind(t, check("internal/cli/x.go", "func f() { os.Exit(1) }"), "os.Exit")
	mustFind(t, check("internal/cli/x.go", `func f() { fmt.Println("x") }`), "fmt.Println")
	mustFind(t, check("internal/web/x.go", `var v = os.Getenv("X")`), "os.Getenv")
	mustFind(t, check("internal/util/x.go", ""), "named for the one thing")
	mustPass(t, check("internal/app/x.go", "var t, ctx = time.Now(), context.Background()"))
	mustPass(t, check("internal/ja/x_test.go", "var t = time.Now()"))
	mustPass(t, check("internal/ja/x.go", "type T struct{}\nfunc (T) init() {}\nvar d = time.Second"))
}

// checkSkips says which skips have no reason, or are not a failure where CI is set.
func checkSkips(files []file) (complaints []string) {
	for _, f := range files {
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				sel, ok := call.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				switch sel.Sel.Name {
				case "SkipNow":
					complaints = append(complaints, f.at(call.Pos())+": a skip says its reason")
				case "Skip", "Skipf":
					if id, ok := sel.X.(*ast.Ident); !ok || !slices.Contains([]string{"t", "b", "tb", "f"}, id.Name) {
						return true
					}
					reason := ""
					if len(call.Args) > 0 {
						if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
							reason, _ = strconv.Unquote(lit.Value)
						}
					}
					if len(reason) < 10 {
						complaints = append(complaints, f.at(call.Pos())+": a skip says its reason")
					}
					if !failsInCI(fn) {
						complaints = append(complaints, f.at(call.Pos())+": where CI is set an absent thing is a failure, not a skip")
					}
				}
				return true
			})
		}
	}
	return complaints
}

// failsInCI reports whether the function calls Fatal under a condition that asks for CI or for
// what must be there.
func failsInCI(fn *ast.FuncDecl) (found bool) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		branch, ok := n.(*ast.IfStmt)
		if !ok {
			return true
		}
		asks, fails := false, false
		ast.Inspect(branch.Cond, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				asks = asks || n.Value == `"CI"` || n.Value == `"KYODO_TEST_REQUIRE"`
			case *ast.Ident:
				asks = asks || n.Name == "required"
			}
			return true
		})
		ast.Inspect(branch.Body, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				fails = fails || strings.HasPrefix(s.Sel.Name, "Fatal")
			}
			return true
		})
		found = found || asks && fails
		return true
	})
	return found
}

func TestNoTestIsSkippedInCI(t *testing.T) {
	report(t, checkSkips(source(t)))
	check := func(body string) []string {
		return checkSkips(synthetic(t, "internal/ja/x_test.go", fmt.Sprintf("package p\nfunc TestX(t *testing.T) { %s }", body)))
	}
	mustFind(t, check(`t.SkipNow()`), "says its reason")
	mustFind(t, check(`t.Skip()`), "says its reason")
	mustFind(t, check(`t.Skip("the data is not here")`), "where CI is set")
	mustFind(t, check(`if os.Getenv("CI") == "true" { println() }; t.Skip("the data is not here")`), "where CI is set")
	mustPass(t, check(`if os.Getenv("CI") == "true" { t.Fatal("absent") }; t.Skip("the data is not here")`))
	mustPass(t, check(`rows.Skip(3)`))
}
