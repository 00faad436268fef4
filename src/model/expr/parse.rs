//! From text to [`Expr`]: the library reads SQL, this file lets the allowed shapes through.

use sqlparser::ast::{self, Spanned};
use sqlparser::dialect::SQLiteDialect;
use sqlparser::keywords::Keyword;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::functions::FUNCTIONS;
use super::quantifier;
use super::{Expr, Function, Operator, Root, Wrong};
use crate::model::text::near::nearest;

/// Depth of nesting that an expression may have.
const DEEPEST: usize = 40;

/// Records that a path may lead through.
const FARTHEST: usize = 6;

pub fn parse(text: &str) -> Result<Expr, Wrong> {
    let mut parser = Parser::new(&SQLiteDialect {})
        .with_recursion_limit(DEEPEST)
        .with_tokens_with_locations(tokens(text)?);
    let tree = parser
        .parse_expr()
        .map_err(|e| syntax(text, &e.to_string()))?;
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        let at = offset(text, rest.span.start);
        return Err(wrong(
            "E02",
            at,
            1,
            format!("`{}` is left over after the expression", rest.token),
        ));
    }
    Reader { text }.expr(&tree)
}

/// The words of a text. The names of functions are names, whatever SQL means by them: `a = some(…)`.
fn tokens(text: &str) -> Result<Vec<TokenWithSpan>, Wrong> {
    let mut tokens = Tokenizer::new(&SQLiteDialect {}, text)
        .tokenize_with_location()
        .map_err(|e| syntax(text, &e.to_string()))?;
    for token in &mut tokens {
        if let Token::Word(word) = &mut token.token
            && Function::read(&word.value.to_lowercase()).is_some_and(Function::is_quantifier)
        {
            word.keyword = Keyword::NoKeyword;
        }
    }
    Ok(tokens)
}

/// Walks the library's tree and rebuilds the part of it that is ours.
struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn expr(&self, tree: &ast::Expr) -> Result<Expr, Wrong> {
        use ast::Expr as E;
        let boxed = |e: &ast::Expr| self.expr(e).map(Box::new);
        Ok(match tree {
            E::Nested(inner) => self.expr(inner)?,
            E::Identifier(ident) => self.name(ident),
            E::CompoundIdentifier(idents) => self.path(idents)?,
            E::Value(value) => self.literal(value)?,
            E::UnaryOp {
                op: ast::UnaryOperator::Not,
                expr,
            } => Expr::Not(boxed(expr)?),
            E::UnaryOp {
                op: ast::UnaryOperator::Minus,
                expr,
            } => Expr::Negate(boxed(expr)?),
            E::BinaryOp { left, op, right } => {
                Expr::Binary(self.operator(op, tree)?, boxed(left)?, boxed(right)?)
            }
            E::InList {
                expr,
                list,
                negated,
            } => Expr::In {
                of: boxed(expr)?,
                list: list
                    .iter()
                    .map(|e| self.expr(e))
                    .collect::<Result<_, _>>()?,
                not: *negated,
            },
            E::Between {
                expr,
                negated,
                low,
                high,
            } => Expr::Between {
                of: boxed(expr)?,
                low: boxed(low)?,
                high: boxed(high)?,
                not: *negated,
            },
            E::Like {
                negated,
                any: false,
                expr,
                pattern,
                escape_char: None,
            } => Expr::Like {
                of: boxed(expr)?,
                pattern: boxed(pattern)?,
                not: *negated,
            },
            E::IsNull(of) => Expr::IsNull {
                of: boxed(of)?,
                not: false,
            },
            E::IsNotNull(of) => Expr::IsNull {
                of: boxed(of)?,
                not: true,
            },
            E::Case {
                operand,
                conditions,
                else_result,
                ..
            } => Expr::Case {
                of: operand.as_deref().map(boxed).transpose()?,
                arms: conditions
                    .iter()
                    .map(|arm| Ok((self.expr(&arm.condition)?, self.expr(&arm.result)?)))
                    .collect::<Result<_, Wrong>>()?,
                other: else_result.as_deref().map(boxed).transpose()?,
            },
            E::Function(call) => self.call(call)?,
            other => return Err(self.not_allowed(other)),
        })
    }

    fn name(&self, ident: &ast::Ident) -> Expr {
        if let Some(root) = word(ident) {
            let at = offset(self.text, ident.span.start);
            let steps = Vec::new();
            return Expr::Path { root, steps, at };
        }
        match ident.value.as_str() {
            "yes" => Expr::Yes(true),
            "no" if ident.quote_style.is_none() => Expr::Yes(false),
            name => Expr::Name(name.to_owned(), offset(self.text, ident.span.start)),
        }
    }

    /// `this.asset.keeper`, `asset.keeper`.
    fn path(&self, idents: &[ast::Ident]) -> Result<Expr, Wrong> {
        let place = |ident: &ast::Ident| offset(self.text, ident.span.start);
        let at = idents.first().map_or(0, place);
        let root = idents.first().and_then(word);
        let steps: Vec<(String, usize)> = idents
            .iter()
            .skip(usize::from(root.is_some()))
            .map(|ident| (ident.value.clone(), place(ident)))
            .collect();
        if let Some((name, at)) = steps.get(FARTHEST) {
            let message = format!("a path leads through {FARTHEST} records at most");
            return Err(wrong("E06", *at, name.len(), message));
        }
        Ok(Expr::Path {
            root: root.unwrap_or(Root::Here),
            steps,
            at,
        })
    }

    fn literal(&self, value: &ast::ValueWithSpan) -> Result<Expr, Wrong> {
        let at = offset(self.text, value.span.start);
        match &value.value {
            ast::Value::Number(number, _) => Ok(Expr::Number(number.clone(), at)),
            ast::Value::SingleQuotedString(text) => Ok(Expr::Text(text.clone(), at)),
            ast::Value::Boolean(yes) => Ok(Expr::Yes(*yes)),
            ast::Value::Null => Ok(Expr::Null),
            other => Err(wrong(
                "E03",
                at,
                1,
                format!("`{other}` is not a value of an expression"),
            )),
        }
    }

    fn operator(&self, op: &ast::BinaryOperator, tree: &ast::Expr) -> Result<Operator, Wrong> {
        use ast::BinaryOperator as B;
        Ok(match op {
            B::And => Operator::And,
            B::Or => Operator::Or,
            B::Eq => Operator::Equal,
            B::NotEq => Operator::NotEqual,
            B::Lt => Operator::Less,
            B::LtEq => Operator::LessEqual,
            B::Gt => Operator::Greater,
            B::GtEq => Operator::GreaterEqual,
            B::Plus => Operator::Plus,
            B::Minus => Operator::Minus,
            B::Multiply => Operator::Times,
            B::Divide => Operator::Divide,
            B::Modulo => Operator::Remainder,
            B::StringConcat => Operator::Join,
            _ => return Err(self.not_allowed(tree)),
        })
    }

    fn call(&self, call: &ast::Function) -> Result<Expr, Wrong> {
        let name = call.name.to_string().to_lowercase();
        let at = offset(self.text, call.name.span().start);
        let Some(function) = Function::read(&name) else {
            let near = nearest(&name, FUNCTIONS.iter().map(|s| s.name));
            let hint = if near.is_empty() {
                None
            } else {
                Some(format!("did you mean {}?", near.join(", ")))
            };
            let message = format!("there is no function `{name}`");
            return Err(Wrong {
                code: "E04",
                at,
                len: name.len(),
                message,
                hint,
            });
        };
        let plain = call.over.is_none() && call.filter.is_none() && call.within_group.is_empty();
        let args = match &call.args {
            ast::FunctionArguments::None => Vec::new(),
            ast::FunctionArguments::List(list)
                if plain && list.clauses.is_empty() && list.duplicate_treatment.is_none() =>
            {
                list.args
                    .iter()
                    .map(|arg| match arg {
                        ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(e)) => self.expr(e),
                        other => Err(wrong(
                            "E05",
                            at,
                            name.len(),
                            format!("`{other}` cannot be an argument of {name}"),
                        )),
                    })
                    .collect::<Result<_, _>>()?
            }
            _ => {
                return Err(wrong(
                    "E05",
                    at,
                    name.len(),
                    format!("{name} cannot be called in this way"),
                ));
            }
        };
        if function.is_quantifier() {
            return quantifier::node(function, args, at);
        }
        Ok(Expr::Call(function, args, at))
    }

    fn not_allowed(&self, tree: &ast::Expr) -> Wrong {
        let at = offset(self.text, tree.span().start);
        Wrong {
            code: "E06",
            at,
            len: 1,
            message: format!("`{tree}` is not allowed in an expression"),
            hint: Some("comparison, and/or/not, in, between, like, is null, case, arithmetic and the listed functions are".into()),
        }
    }
}

/// The record that a reserved word stands for.
fn word(ident: &ast::Ident) -> Option<Root> {
    let is = |word: &str| ident.quote_style.is_none() && ident.value.eq_ignore_ascii_case(word);
    match () {
        () if is("this") => Some(Root::This),
        () if is("up") => Some(Root::Up),
        () => None,
    }
}

fn wrong(code: &'static str, at: usize, len: usize, message: String) -> Wrong {
    Wrong {
        code,
        at,
        len,
        message,
        hint: None,
    }
}

/// The library says where it stopped only in words: "... at Line: 1, Column: 7".
fn syntax(text: &str, message: &str) -> Wrong {
    let number = |word: &str| -> Option<u64> {
        let rest = message.rsplit_once(word)?.1.trim_start();
        rest.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    };
    let place = number("Line:").zip(number("Column:"));
    let at = place.map_or(text.len(), |(line, column)| {
        offset(text, sqlparser::tokenizer::Location { line, column })
    });
    let words = message.trim_start_matches("sql parser error: ");
    let words = words.split(" at Line:").next().unwrap_or(words);
    wrong(
        "E01",
        at,
        1,
        format!("the expression cannot be read: {words}"),
    )
}

/// Byte offset of a line and column (both from 1, in characters).
fn offset(text: &str, place: sqlparser::tokenizer::Location) -> usize {
    let line = usize::try_from(place.line).unwrap_or(0).max(1);
    let column = usize::try_from(place.column).unwrap_or(0).max(1);
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = &text[start.min(text.len())..];
    start
        + rest
            .char_indices()
            .nth(column - 1)
            .map_or(rest.len(), |(i, _)| i)
}
