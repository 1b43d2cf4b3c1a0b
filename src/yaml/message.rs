//! The parser's kinds of error → the place a person looks at, and a sentence that says what is wrong there.

use granit_parser::ErrorKind as E;

use super::line::token_at;
use crate::text::Span;

pub(super) fn of(text: &str, offset: usize, kind: &E) -> (Span, String) {
    let sentence = of_a_value(kind).or_else(|| of_the_layout(kind)).unwrap_or("this is not YAML");
    (token_at(text, offset), sentence.to_owned())
}

/// Quotes, escapes, and characters that no text can begin with.
fn of_a_value(kind: &E) -> Option<&'static str> {
    Some(match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => "this quote is never closed",
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            "text after the closing quote; put all of it inside the quotes"
        }
        E::InvalidQuotedScalarIndent => "a quoted text that goes on must be indented deeper than its key",
        E::UnknownQuotedScalarEscape => "unknown escape after `\\`; write `\\\\` for a backslash, or use single quotes",
        E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => "this escape is not a character; `\\x` takes 2, `\\u` 4 and `\\U` 8 hex digits",
        E::UnexpectedCharacter { .. } => "a text cannot begin with this character; put it in quotes",
        E::MissingAnchorOrAliasName => "a text cannot begin with `&` or `*`; put it in quotes",
        E::ExpectedTagBang
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::UndeclaredTagHandle
        | E::InvalidGlobalTagCharacter => "a text cannot begin with `!`; put it in quotes",
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::InvalidDirectiveTerminator => "a line cannot begin with `%`; put it in quotes",
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => {
            "only `+`, `-` or a digit may follow `|` or `>`; the text begins on the next line"
        }
        E::CommentNotSeparated => "a space is needed before the `#` of a comment",
        E::CommentInterceptedScalar => "a comment cannot stand in the middle of a text",
        E::BomInsideDocument => "a byte order mark stands in the middle of the text",
        _ => return None,
    })
}

/// Indentation, brackets, colons and dashes.
fn of_the_layout(kind: &E) -> Option<&'static str> {
    Some(match kind {
        E::UnexpectedEofFlowSequence | E::ExpectedFlowSequenceSeparator | E::UnclosedFlowCollection { open: '[' } => {
            "this list needs a comma between items and a closing `]`"
        }
        E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::UnclosedFlowCollection { .. } => "this mapping needs a comma between entries and a closing `}`",
        E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => {
            "this bracket closes nothing that is open"
        }
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => "a tab where only spaces count",
        E::InvalidIndentation | E::InvalidFlowScalarIndent | E::InvalidBlockScalarIndent => {
            "the indentation does not line up with any line above"
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => "a key needs a colon and its value: `key: value`",
        E::ExpectedBlockMappingKey => "a `key: value` is expected here; check the indentation",
        E::ExpectedBlockSequenceEntry => "an item beginning with `- ` is expected here; check the indentation",
        E::MappingValueNotAllowed | E::MappingKeyNotAllowed | E::InvalidColonPlacement => {
            "a colon where no key can stand; quote the text if the colon is part of it"
        }
        E::InvalidMappingValueWhitespace | E::FlowMappingValueAdjacentCollection => "a space is needed after the colon",
        E::BlockSequenceEntryNotAllowed => "a list item cannot begin here; start it on its own line",
        E::BlockEntryInFlowCollection | E::PlainScalarStartsWithDashFlowIndicator => {
            "a dash item cannot stand inside brackets; separate items with commas"
        }
        E::InvalidBlockEntryWhitespace => "a space is needed after the dash",
        E::UnexpectedEof | E::UnexpectedEofBlockSequence | E::UnexpectedEofBlockMapping => {
            "the text ends in the middle of something"
        }
        E::RecursionLimitExceeded => "nested too deeply",
        E::InvalidDocumentEnd | E::ExpectedDocumentStart | E::MissingDocumentEndBeforeDirective => {
            "this stands after the end of the document"
        }
        _ => return None,
    })
}
