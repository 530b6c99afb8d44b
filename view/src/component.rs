//! `#[component]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, ItemFn, Pat};

pub(crate) fn expand(function: ItemFn) -> TokenStream {
    let ItemFn { attrs, vis, sig, block, .. } = function;
    let name = &sig.ident;
    let (mut fields, mut names) = (Vec::new(), Vec::new());
    for input in &sig.inputs {
        let FnArg::Typed(argument) = input else {
            return syn::Error::new_spanned(input, "a component has no self").into_compile_error();
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return syn::Error::new_spanned(&argument.pat, "a prop has a name").into_compile_error();
        };
        let (docs, field, kind) = (&argument.attrs, &pattern.ident, &argument.ty);
        fields.push(quote!(#(#docs)* #vis #field: #kind));
        names.push(field);
    }
    quote! {
        #(#attrs)*
        #vis struct #name { #(#fields),* }

        impl #name {
            /// Makes its elements.
            #vis fn show(self) -> crate::ui::dom::Html {
                let Self { #(#names),* } = self;
                crate::ui::dom::IntoHtml::into_html(crate::ui::dom::untrack(move || #block))
            }
        }
    }
}
