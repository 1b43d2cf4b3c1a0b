//! A GraphQL schema in its definition language: types with their fields, arguments and directives.

use apollo_parser::cst::{self, CstNode};
use apollo_parser::{Parser, SyntaxKind, SyntaxNode};

use super::embedded::{MAX_BYTES, Name, Problem, shorten};
use crate::text::Span;

/// Nesting beyond this is refused; type lists in lists are the only thing that nests.
const MAX_DEPTH: usize = 50;

/// What a schema text defines. What cannot be read is among `problems`, the rest is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// Types and extensions of types in the order they are written.
    pub types: Vec<Type>,
    /// Operations that `schema { … }` gives another type than `Query`, `Mutation`, `Subscription`: operation, type.
    pub roots: Vec<(String, Name)>,
    /// Places that cannot be read.
    pub problems: Vec<Problem>,
}

/// The kinds of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// `type`
    Object,
    /// `interface`
    Interface,
    /// `input`
    Input,
    /// `enum`
    Enum,
    /// `union`
    Union,
    /// `scalar`
    Scalar,
}

/// A type, or an extension of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: TypeKind,
    /// Whether it is written as `extend type …`.
    pub extends: bool,
    /// Interfaces it implements.
    pub implements: Vec<Name>,
    /// Fields of an object, interface or input.
    pub fields: Vec<Field>,
    /// Values of an enum, members of a union.
    pub members: Vec<Name>,
    /// Directives of the type itself.
    pub directives: Vec<Directive>,
    /// Whether it has a description.
    pub described: bool,
    /// All of it, its description included.
    pub span: Span,
}

/// A field of a type, or an argument of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it gives or takes.
    pub of: TypeRef,
    /// What it takes; an argument takes nothing.
    pub arguments: Vec<Field>,
    /// The default value as written.
    pub default: Option<String>,
    /// Its directives.
    pub directives: Vec<Directive>,
    /// Whether it has a description.
    pub described: bool,
    /// All of it, its description included.
    pub span: Span,
}

/// The type of a field: `[Review!]!` is a list, not null, of `Review`, not null.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeRef {
    /// The innermost type.
    pub name: Name,
    /// How many lists are around it.
    pub lists: usize,
    /// Whether the whole is never null.
    pub required: bool,
    /// Whether the innermost type is never null; the same as `required` where there is no list.
    pub items_required: bool,
    /// All of it, its marks included.
    pub span: Span,
}

/// `@name(argument: value)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Without the `@`; the span has it.
    pub name: Name,
    /// Names and values as written.
    pub arguments: Vec<(String, String)>,
    /// All of it, its arguments included.
    pub span: Span,
}

impl TypeRef {
    /// As a schema writes it.
    #[must_use]
    pub fn written(&self) -> String {
        let mark = |required: bool| if required { "!" } else { "" };
        let (open, close) = ("[".repeat(self.lists), "]".repeat(self.lists));
        let inner = if self.lists > 0 { mark(self.items_required) } else { "" };
        format!("{open}{}{inner}{close}{}", self.name.text, mark(self.required))
    }
}

impl Field {
    /// As a schema writes it, without directives and description.
    #[must_use]
    pub fn written(&self) -> String {
        let arguments: Vec<String> = self.arguments.iter().map(Self::written).collect();
        let arguments = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
        let default = self.default.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
        format!("{}{arguments}: {}{default}", self.name.text, self.of.written())
    }
}

impl Schema {
    /// Reads a schema. Never fails: what cannot be read is reported and left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self { problems: vec![Problem::too_large(text)], ..Self::default() };
        }
        if text.trim().is_empty() {
            return Self::default();
        }
        let parsed = Parser::new(text).recursion_limit(MAX_DEPTH).parse();
        let mut schema = Self::default();
        for error in parsed.errors() {
            schema.problems.push(problem(text, error));
        }
        // One mistake makes the parser stumble again and again at the same place.
        schema.problems.dedup_by_key(|problem| problem.span.start);
        for definition in parsed.document().syntax().children() {
            schema.define(text, &definition);
        }
        schema
    }

    /// The type of this name; not an extension of it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|of| of.name.text == name && !of.extends)
    }

    /// The fields of an operation's type, extensions included: `query`, `mutation` or `subscription`.
    pub fn operations<'s>(&'s self, operation: &'s str) -> impl Iterator<Item = &'s Field> {
        let root = self.roots.iter().find(|(of, _)| of == operation).map(|(_, root)| root.text.as_str());
        let is_root = move |name: &str| root.map_or_else(|| name.eq_ignore_ascii_case(operation), |root| root == name);
        self.types.iter().filter(move |of| is_root(&of.name.text)).flat_map(|of| &of.fields)
    }

    fn define(&mut self, text: &str, node: &SyntaxNode) {
        use SyntaxKind as K;
        let (kind, extends) = match node.kind() {
            K::OBJECT_TYPE_DEFINITION => (TypeKind::Object, false),
            K::OBJECT_TYPE_EXTENSION => (TypeKind::Object, true),
            K::INTERFACE_TYPE_DEFINITION => (TypeKind::Interface, false),
            K::INTERFACE_TYPE_EXTENSION => (TypeKind::Interface, true),
            K::INPUT_OBJECT_TYPE_DEFINITION => (TypeKind::Input, false),
            K::INPUT_OBJECT_TYPE_EXTENSION => (TypeKind::Input, true),
            K::ENUM_TYPE_DEFINITION => (TypeKind::Enum, false),
            K::ENUM_TYPE_EXTENSION => (TypeKind::Enum, true),
            K::UNION_TYPE_DEFINITION => (TypeKind::Union, false),
            K::UNION_TYPE_EXTENSION => (TypeKind::Union, true),
            K::SCALAR_TYPE_DEFINITION => (TypeKind::Scalar, false),
            K::SCALAR_TYPE_EXTENSION => (TypeKind::Scalar, true),
            K::SCHEMA_DEFINITION | K::SCHEMA_EXTENSION => return self.root_types(text, node),
            K::OPERATION_DEFINITION | K::FRAGMENT_DEFINITION => {
                let start = usize::from(node.text_range().start());
                let message = "a query does not belong into a schema; only definitions do";
                return self.problems.push(Problem::at(text, start, 1, message));
            }
            _ => return,
        };
        let Some(name) = name(text, node) else { return };
        let members = child::<cst::EnumValuesDefinition>(node).into_iter().flat_map(|values| {
            let values = values.enum_value_definitions().filter_map(|value| value.enum_value());
            values.filter_map(|value| self::name(text, value.syntax())).collect::<Vec<_>>()
        });
        let united = child::<cst::UnionMemberTypes>(node);
        let implemented = child::<cst::ImplementsInterfaces>(node);
        self.types.push(Type {
            name,
            kind,
            extends,
            implements: implemented.map(|all| named_types(text, all.syntax())).unwrap_or_default(),
            fields: fields(text, node),
            members: members.chain(united.map(|all| named_types(text, all.syntax())).unwrap_or_default()).collect(),
            directives: directives(text, node),
            described: child::<cst::Description>(node).is_some(),
            span: tight(node),
        });
    }

    fn root_types(&mut self, text: &str, node: &SyntaxNode) {
        for root in node.children().filter_map(cst::RootOperationTypeDefinition::cast) {
            let operation = root.operation_type().map(|of| written(text, of.syntax()).trim().to_owned());
            let of = root.named_type().and_then(|of| name(text, of.syntax()));
            self.roots.extend(operation.zip(of));
        }
    }
}

fn problem(text: &str, error: &apollo_parser::Error) -> Problem {
    if error.is_limit() {
        return Problem::at(text, error.index(), 1, "nested too deeply");
    }
    if error.is_eof() || error.data().is_empty() || error.index() >= text.trim_end().len() {
        return Problem::at(text, text.len(), 1, "the schema ends in the middle of a definition");
    }
    let token = shorten(error.data());
    let message = if error.data().starts_with('"') {
        "this text is never closed".to_owned()
    } else {
        format!("`{token}` cannot stand here in a schema")
    };
    Problem::at(text, error.index(), token.len(), message)
}

fn child<N: CstNode>(node: &SyntaxNode) -> Option<N> {
    node.children().find_map(N::cast)
}

/// The text of a node without the white space and comments that hang on to it.
fn written<'t>(text: &'t str, node: &SyntaxNode) -> &'t str {
    span(node).of(text).trim_matches(|c: char| c.is_whitespace() || c == ',')
}

/// A node without the white space, commas and comments behind it.
fn tight(node: &SyntaxNode) -> Span {
    use SyntaxKind::{COMMA, COMMENT, WHITESPACE};
    let tokens = node.descendants_with_tokens().filter_map(|it| it.into_token());
    let tokens = tokens.filter(|it| !matches!(it.kind(), WHITESPACE | COMMENT | COMMA));
    let whole = span(node);
    let end = tokens.last().map_or(whole.end, |it| it.text_range().end().into());
    Span::new(whole.start, end)
}

fn span(node: &SyntaxNode) -> Span {
    let range = node.text_range();
    Span::new(range.start().into(), range.end().into())
}

/// The name a node has, directly or through the type it names.
fn name(text: &str, node: &SyntaxNode) -> Option<Name> {
    let named = cst::Name::cast(node.clone()).or_else(|| child::<cst::Name>(node))?;
    let range = named.syntax().first_token()?.text_range();
    let span = Span::new(range.start().into(), range.end().into());
    Some(Name { text: span.of(text).to_owned(), span })
}

fn named_types(text: &str, node: &SyntaxNode) -> Vec<Name> {
    node.children().filter_map(cst::NamedType::cast).filter_map(|of| name(text, of.syntax())).collect()
}

fn fields(text: &str, node: &SyntaxNode) -> Vec<Field> {
    let outputs = child::<cst::FieldsDefinition>(node).map(|all| all.syntax().clone());
    let inputs = child::<cst::InputFieldsDefinition>(node).map(|all| all.syntax().clone());
    let all = outputs.into_iter().chain(inputs).flat_map(|all| all.children());
    all.filter_map(|node| field(text, &node)).collect()
}

fn field(text: &str, node: &SyntaxNode) -> Option<Field> {
    if !matches!(node.kind(), SyntaxKind::FIELD_DEFINITION | SyntaxKind::INPUT_VALUE_DEFINITION) {
        return None;
    }
    let arguments = child::<cst::ArgumentsDefinition>(node).map(|all| all.syntax().clone());
    let default = child::<cst::DefaultValue>(node);
    Some(Field {
        name: name(text, node)?,
        of: child::<cst::Type>(node).map(|of| type_ref(text, of)).unwrap_or_default(),
        arguments: arguments.iter().flat_map(SyntaxNode::children).filter_map(|node| field(text, &node)).collect(),
        default: default.map(|of| written(text, of.syntax()).trim_start_matches(['=', ' ']).to_owned()),
        directives: directives(text, node),
        described: child::<cst::Description>(node).is_some(),
        span: tight(node),
    })
}

fn type_ref(text: &str, of: cst::Type) -> TypeRef {
    let mut result = TypeRef { span: tight(of.syntax()), ..TypeRef::default() };
    let mut next = Some(of);
    while let Some(of) = next.take() {
        let (node, required) = match of {
            cst::Type::NonNullType(of) => (of.syntax().clone(), true),
            cst::Type::ListType(of) => (of.syntax().clone(), false),
            cst::Type::NamedType(of) => (of.syntax().clone(), false),
        };
        // `X!` holds its type as a child node; a list and a name stand for themselves.
        let inner = if required { node.children().next().unwrap_or(node) } else { node };
        if result.lists == 0 {
            result.required = required;
        }
        result.items_required = required;
        if let Some(list) = cst::ListType::cast(inner.clone()) {
            result.lists += 1;
            result.items_required = false;
            next = list.ty();
        } else {
            result.name = name(text, &inner).unwrap_or_default();
        }
    }
    result
}

fn directives(text: &str, node: &SyntaxNode) -> Vec<Directive> {
    let all = child::<cst::Directives>(node).map(|all| all.syntax().clone());
    let all = all.iter().flat_map(SyntaxNode::children).filter_map(cst::Directive::cast);
    let read = |directive: cst::Directive| {
        let mut named = name(text, directive.syntax())?;
        named.span.start = directive.syntax().text_range().start().into();
        let arguments = directive.arguments().map(|all| all.syntax().clone());
        let arguments = arguments.iter().flat_map(SyntaxNode::children).filter_map(cst::Argument::cast);
        let pair = |argument: cst::Argument| {
            let value = argument.value().map(|value| written(text, value.syntax()).to_owned());
            Some((name(text, argument.syntax())?.text, value.unwrap_or_default()))
        };
        let span = tight(directive.syntax());
        Some(Directive { name: named, arguments: arguments.filter_map(pair).collect(), span })
    };
    all.filter_map(read).collect()
}

#[cfg(test)]
mod tests;
