//! `tr!`.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, LitStr, Token};

/// A text and the values in it, as `format!` takes them.
struct Said {
    text: LitStr,
    values: Vec<Value>,
}

struct Value {
    name: Option<Ident>,
    value: Expr,
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_named = input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
        let name = if is_named {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        Ok(Self { name, value: input.parse()? })
    }
}

impl Parse for Said {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let text = input.parse()?;
        let values = if input.is_empty() {
            Punctuated::new()
        } else {
            input.parse::<Token![,]>()?;
            Punctuated::<Value, Token![,]>::parse_terminated(input)?
        };
        Ok(Self { text, values: values.into_iter().collect() })
    }
}

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    syn::parse2::<Said>(tokens).and_then(|said| call(&said)).unwrap_or_else(Error::into_compile_error)
}

fn call(said: &Said) -> syn::Result<TokenStream> {
    let text = said.text.value();
    let wrong = |what: &str| Error::new(said.text.span(), what);
    let names = places(&text).ok_or_else(|| wrong("a brace without its other one, or with more than a name in it"))?;
    let mut positional = said.values.iter().filter(|value| value.name.is_none());
    let mut values = Vec::new();
    for name in names {
        if name.is_empty() {
            let value = positional.next().ok_or_else(|| wrong("there is no value for a place"))?;
            let value = &value.value;
            values.push(quote!(&(#value)));
        } else {
            let given = said.values.iter().find(|value| value.name.as_ref().is_some_and(|known| *known == name));
            let name_of_place = Ident::new(&name, said.text.span());
            values.push(match given {
                Some(Value { value, .. }) => quote!(&(#value)),
                None => quote_spanned!(said.text.span()=> &(#name_of_place)),
            });
        }
    }
    if positional.next().is_some() {
        return Err(wrong("there is no place for a value"));
    }
    let literal = &said.text;
    if values.is_empty() {
        return Ok(quote!(::guidepost::language::tr(#literal)));
    }
    Ok(quote!(::guidepost::language::fill(#literal, &[#(#values),*])))
}

/// What stands in each pair of braces; `None` where one is not closed, or something else than a name is in it.
fn places(text: &str) -> Option<Vec<String>> {
    let mut parts = text.split('{');
    let is_closed_first = parts.next()?.contains('}');
    let places: Option<Vec<String>> = parts
        .map(|part| {
            let (name, after) = part.split_once('}')?;
            let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
                && !name.starts_with(|letter: char| letter.is_ascii_digit());
            (is_name && !after.contains('}')).then(|| name.to_owned())
        })
        .collect();
    places.filter(|_| !is_closed_first)
}
