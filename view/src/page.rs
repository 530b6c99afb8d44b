//! `page!`.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote;

/// Attributes that people read, or have read to them.
const READ: [&str; 5] = ["aria-label", "aria-description", "alt", "placeholder", "title"];

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let tokens = nodes(tokens);
    quote!(::maud::html! { #tokens })
}

/// What stands in an element, in a branch, or in an attribute that people read. Only texts change; what is in parentheses and in
/// brackets is Rust.
fn nodes(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    // The name of the attribute that is being read, and whether its `=` was.
    let (mut name, mut is_value) = (String::new(), false);
    // Behind a dot or a hash stands the name of a class or an id.
    let mut is_name = false;
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let was_value = std::mem::take(&mut is_value);
        let was_name = std::mem::take(&mut is_name);
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '@' => {
                out.extend([TokenTree::Punct(sign)]);
                control(&mut tokens, &mut out);
                name.clear();
                continue;
            }
            TokenTree::Punct(ref sign) => match sign.as_char() {
                '=' => is_value = true,
                letter @ ('-' | ':') => name.push(letter),
                '.' | '#' => {
                    name.clear();
                    is_name = true;
                }
                _ => name.clear(),
            },
            TokenTree::Ident(ref word) => {
                if !name.ends_with(['-', ':']) {
                    name.clear();
                }
                name.push_str(&word.to_string());
            }
            TokenTree::Literal(text) => {
                out.extend(if !was_name && (!was_value || READ.contains(&name.as_str())) {
                    translated(text)
                } else {
                    quote!(#text)
                });
                name.clear();
                continue;
            }
            TokenTree::Group(group) => {
                let is_read = !was_value || READ.contains(&name.as_str());
                out.extend(if group.delimiter() == Delimiter::Brace && is_read {
                    braced(&group)
                } else {
                    quote!(#group)
                });
                name.clear();
                continue;
            }
        }
        out.extend([token]);
    }
    out
}

fn braced(group: &Group) -> TokenStream {
    let mut inner = Group::new(Delimiter::Brace, nodes(group.stream()));
    inner.set_span(group.span());
    quote!(#inner)
}

/// What follows an `@`: Rust, up to what is shown then.
fn control(tokens: &mut impl Iterator<Item = TokenTree>, out: &mut TokenStream) {
    let mut keyword = None;
    for token in tokens {
        if let (None, TokenTree::Ident(word)) = (&keyword, &token) {
            keyword = Some(word.to_string());
        }
        match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && keyword.as_deref() != Some("let") => {
                let is_match = keyword.as_deref() == Some("match");
                out.extend(if is_match { arms(group) } else { braced(group) });
                return;
            }
            TokenTree::Punct(sign) if sign.as_char() == ';' => {
                out.extend([token]);
                return;
            }
            _ => out.extend([token]),
        }
    }
}

/// The arms of a match: a pattern, which is Rust, and what is shown then.
fn arms(group: &Group) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = group.stream().into_iter().peekable();
    while tokens.peek().is_some() {
        let mut before = None;
        for token in tokens.by_ref() {
            let is_arrow = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '>') && before == Some('=');
            before = if let TokenTree::Punct(sign) = &token { Some(sign.as_char()) } else { None };
            out.extend([token]);
            if is_arrow {
                break;
            }
        }
        let mut shown = Vec::new();
        for token in tokens.by_ref() {
            let is_end = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == ',');
            let is_block = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            shown.push(token);
            if is_end || (is_block && shown.len() == 1) {
                break;
            }
        }
        out.extend(nodes(shown.into_iter().collect()));
    }
    quote!({ #out })
}

/// A text that is looked up when it is shown; as it is where there are no words in it.
fn translated(text: Literal) -> TokenStream {
    let has_words =
        syn::parse2::<syn::LitStr>(quote!(#text)).is_ok_and(|text| text.value().contains(char::is_alphabetic));
    if has_words { quote!((::guidepost::language::tr(#text))) } else { quote!(#text) }
}
